//! What the portal was told, what it has recorded, and when it may be told or asked next.

use super::{
    Answer, Duration, Engine, Moment, Observation, Output, Presence, Recorded, Seen, Ticket, Told, Trouble,
};

/// An away report follows the request before it no sooner than this, so that lock and unlock in
/// quick turns cannot use up the portal's budget. A return is never held back by it.
pub(super) const MIN_GAP: Duration = Duration::from_secs(1);
/// How long after an away was accepted is looked whether it is recorded.
pub(super) const FIRST_LOOK: Duration = Duration::from_secs(60);
/// And how much later again, at the soonest. Each look doubles it: a thousand colleagues who are away for a night
/// share the portal's patience.
pub(super) const NEXT_LOOK: Duration = Duration::from_secs(15 * 60);
const SELDOM_LOOK: Duration = Duration::from_secs(4 * 3600);
/// How often is looked while the person is here, if they have other devices.
pub(super) const DEVICES_LOOK: Duration = Duration::from_secs(5 * 60);
/// What is recorded may differ by so much from what was told: requests take their time.
const RECORDED_WITHIN: Duration = Duration::from_secs(60);
/// Bitrix24 works on a request for so long at most: one that nobody answered may be carried out until then.
const LATE: Duration = Duration::from_secs(60);
/// When the network is back, everybody in the office notices at the same moment.
const ONLINE_WITHIN: Duration = Duration::from_secs(3);

/// When those are heard whom a portal refused because there were too many: in seconds after the first refusal,
/// the n-th line after the n-th. The portal lets 2 requests a second through, and its refusal is all that
/// anybody gets to know of the others. So everybody draws one moment of each line, at random:
/// one after which 1,000 are through if refusals cost the portal nothing; one before which all that those 1,000
/// have sent has drained, if they do; the same for 10,000; and what helps those in between.
/// `tests/virtual/fleet.rs` measures it, `docs/fleet.md` says what follows from it.
const TURNS: [(u32, u32); 6] =
    [(25, 620), (985, 1_850), (2_000, 7_300), (7_400, 9_500), (12_500, 18_500), (30_000, 37_000)];
/// And after the last line, as long again for each further refusal.
const TURN_AGAIN: u32 = 8 * 3_600;

/// Who is refused so long after their turn came into another crowd.
const FORGOTTEN: Duration = Duration::from_secs(600);

/// What was asked of the portal and is not answered yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Errand {
    Tell(Told),
    Look,
}

impl Engine {
    /// What the portal should believe; `None`: nothing we could vouch for.
    pub(super) fn wanted(&self) -> Option<Told> {
        if self.paused.is_some() || self.leaving() {
            return Some(Told::Present);
        }
        self.gone().map(|gone| if gone { Told::Away } else { Told::Present })
    }

    /// What the portal does not know yet.
    pub(super) fn owed(&self) -> Option<Told> {
        self.wanted().filter(|wanted| *wanted != self.told || self.returned)
    }

    /// Whoever is back is back, even if the portal cannot be told before they leave again: that is another
    /// absence, with another date.
    pub(super) fn notice_return(&mut self) {
        self.returned |= self.told == Told::Away && self.wanted() == Some(Told::Present);
    }

    /// The agent or the machine goes down: nothing may stay behind.
    fn leaving(&self) -> bool {
        self.quit_by.is_some() || self.going_down
    }

    fn may_talk(&self) -> bool {
        self.signed_in && !self.trouble.is_some_and(Trouble::stops)
    }

    fn is_telling(&self) -> bool {
        matches!(self.in_flight, Some((_, Errand::Tell(_))))
    }

    /// When the next report may go out; `None`: there is nothing to say, or no way to say it.
    pub(super) fn report_due(&self) -> Option<Moment> {
        let owed = self.owed()?;
        if !self.may_talk() || self.is_telling() {
            return None;
        }
        let gap = match owed {
            Told::Away => self.last_sent.map(|sent| sent + self.pace(MIN_GAP)).unwrap_or_default(),
            _ => Moment::default(),
        };
        Some(self.hold_until.max(self.backoff_until).max(gap))
    }

    /// When to look at what the portal has recorded.
    pub(super) fn look_due(&self) -> Option<Moment> {
        if !self.may_talk() || self.in_flight.is_some() || self.leaving() {
            return None;
        }
        let due = match (self.wanted()?, self.told) {
            (Told::Away, Told::Away) => self.look_at,
            (Told::Present, Told::Present) => {
                [self.doubted_until, self.devices_due()].into_iter().flatten().min()
            }
            _ => None,
        };
        Some(due?.max(self.hold_until).max(self.backoff_until))
    }

    /// While there is real input, an idle date is somebody else's doing: of the office's machine, say, that
    /// fell asleep while its owner works here.
    fn devices_due(&self) -> Option<Moment> {
        let here = self.seen == Seen::Active && self.gone() == Some(false) && !self.untouched();
        (self.policy.choices.multi_device && here && self.paused.is_none())
            .then(|| self.looked.map_or(self.now, |looked| looked + self.pace(DEVICES_LOOK)))
    }

    /// The journal's next word: before an away goes out, and once nothing of ours can be left at the portal.
    pub(super) fn note_in_journal(&mut self) -> Option<Output> {
        let goes_away = self.wanted() == Some(Told::Away);
        let about_to_tell = goes_away && self.report_due().is_some_and(|due| due <= self.now);
        let may_be_left = self.told != Told::Present
            || self.doubted_until.is_some()
            || self.in_flight.is_some_and(|(_, errand)| errand == Errand::Tell(Told::Away));
        if about_to_tell && !self.journaled {
            self.journaled = true;
            return Some(Output::Journal(Some(self.last_presence.unwrap_or(self.now))));
        }
        if self.journaled && !goes_away && !may_be_left {
            self.journaled = false;
            return Some(Output::Journal(None));
        }
        None
    }

    pub(super) fn report(&mut self) -> Output {
        self.last_sent = Some(self.now);
        let (sent, presence) = if self.wanted() == Some(Told::Away) {
            let idle = self.last_presence.map(|last| self.now.since(last)).unwrap_or_default();
            let ago = (idle.as_secs() / 60).max(1);
            self.dated = self.now.before(Duration::from_secs(ago * 60));
            (Told::Away, Presence::Away { ago })
        } else {
            // What was recorded belongs to the absence that is over.
            (self.recorded, self.reasserted) = (Recorded::Unknown, None);
            (Told::Present, Presence::Present)
        };
        Output::Report(self.send(Errand::Tell(sent)), presence)
    }

    pub(super) fn look(&mut self) -> Output {
        self.looked = Some(self.now);
        Output::Observe(self.send(Errand::Look))
    }

    fn send(&mut self, errand: Errand) -> Ticket {
        self.last_ticket.0 += 1;
        self.in_flight = Some((self.last_ticket, errand));
        self.last_ticket
    }

    pub(super) fn answered(&mut self, ticket: Ticket, answer: Answer, at: Moment) {
        let Some((_, Errand::Tell(sent))) =
            self.in_flight.take_if(|(awaited, errand)| *awaited == ticket && *errand != Errand::Look)
        else {
            return;
        };
        match answer {
            Answer::Accepted => self.accepted(sent, at),
            Answer::Failed { trouble, maybe_heard, after } => {
                if maybe_heard && self.told != sent {
                    self.told = Told::Unsure;
                    if sent == Told::Away && trouble == Trouble::Offline {
                        self.doubted_until = Some(at + self.pace(LATE));
                    }
                }
                self.trouble = Some(trouble);
                self.ask_to_sign_in = trouble == Trouble::Unauthorized;
                let after = after.or(trouble.wait()).unwrap_or_default();
                self.hold_until = self.hold_until.max(at + after);
                // On top of what the portal asks for: it asks everybody for the same.
                self.backoff_until = match trouble {
                    Trouble::Crowded => self.turn(at) + after,
                    _ => at + after + self.backoff(),
                };
            }
        }
    }

    fn accepted(&mut self, sent: Told, at: Moment) {
        let crowd = self.crowd.take();
        self.told = sent;
        self.returned = false;
        self.trouble = None;
        self.failures = 0;
        self.doubted_until = self.doubted_until.filter(|until| *until > at);
        if sent == Told::Away && self.reasserted.is_none() {
            let look = match crowd {
                None => self.pace(FIRST_LOOK),
                // Where it was hard to be heard, it is harder still if everybody looks.
                Some((since, _)) => self.apart(self.pace(NEXT_LOOK) + at.since(since) * 2),
            };
            self.look_at = Some(at + look);
            self.look_pause = self.pace(NEXT_LOOK);
        }
    }

    pub(super) fn observed(&mut self, ticket: Ticket, observation: Observation, at: Moment) {
        let look = (ticket, Errand::Look);
        if self.in_flight.take_if(|awaited| *awaited == look).is_none() {
            return;
        }
        let again = at + self.pace(NEXT_LOOK);
        match (observation, self.told) {
            (Observation::Failed { trouble, after }, _) => {
                if trouble.stops() {
                    self.trouble = Some(trouble);
                    self.ask_to_sign_in = trouble == Trouble::Unauthorized;
                }
                self.hold_until = self.hold_until.max(at + after.unwrap_or_default());
                let again = match trouble {
                    Trouble::Crowded => at + self.apart(self.pace(SELDOM_LOOK)),
                    _ => again,
                };
                // What was not seen is looked at again: an away, or whether one arrived late.
                match self.told {
                    Told::Away => self.look_at = Some(again),
                    _ => self.doubted_until = self.doubted_until.map(|_| again),
                }
            }
            (Observation::Idle(idle), Told::Away) if self.is_ours(idle, at) => {
                self.recorded = Recorded::Confirmed;
                self.look_again(at);
            }
            (_, Told::Away) => {
                self.recorded = match self.recorded {
                    Recorded::Confirmed => {
                        self.look_pause = self.pace(NEXT_LOOK);
                        Recorded::Cleared
                    }
                    Recorded::Cleared => Recorded::Cleared,
                    Recorded::Unknown | Recorded::Missing => Recorded::Missing,
                };
                self.look_again(at);
                let rarely = self.reasserted.is_none_or(|last| at.since(last) >= self.pace(NEXT_LOOK));
                // Of somebody with other devices, the other client may know more than we do.
                if rarely && !self.policy.choices.multi_device {
                    self.reasserted = Some(at);
                    self.told = Told::Unsure;
                }
            }
            // Set behind our back, or by a request of ours that was given up and carried out late.
            (Observation::Idle(_), _) => {
                self.doubted_until = None;
                self.told = Told::Unsure;
            }
            (Observation::NotIdle, _) => self.doubted_until = None,
        }
    }

    /// Later each time: where a portal hides what it has recorded, nothing that is told again changes that.
    fn look_again(&mut self, at: Moment) {
        self.look_at = Some(at + self.look_pause);
        self.look_pause = (self.look_pause * 2).min(self.pace(SELDOM_LOOK));
    }

    /// Whether an idle date is the one that was told, as far as clocks and requests are exact.
    fn is_ours(&self, idle: Duration, at: Moment) -> bool {
        idle.abs_diff(at.since(self.dated)) <= RECORDED_WITHIN
    }

    /// An away of an earlier run may be at the portal, or still on its way there.
    pub(super) fn left_behind(&mut self, at: Moment) {
        (self.told, self.journaled) = (Told::Unsure, true);
        self.doubted_until = Some(at + self.pace(LATE));
    }

    /// The network has changed. Only of a portal that could not be reached this is news, and the portal's own
    /// word on when to come back is not overridden by it.
    pub(super) fn online(&mut self, at: Moment) {
        if self.trouble == Some(Trouble::Offline) {
            // A network that comes and goes is no reason to try more often than this.
            let soonest = self.last_sent.map_or(at, |sent| at.max(sent + self.pace(ONLINE_WITHIN)));
            let soon = soonest + self.pace(ONLINE_WITHIN).mul_f64(self.rng.f64());
            self.backoff_until = self.backoff_until.min(soon);
        }
    }

    /// Full jitter: a whole office that failed together must not come back together.
    pub(super) fn backoff(&mut self) -> Duration {
        let doubled = 2_u32.saturating_pow(self.failures.min(16));
        let bound = self.policy.backoff_base.saturating_mul(doubled).min(self.policy.backoff_cap);
        self.failures = self.failures.saturating_add(1);
        self.pace(bound).mul_f64(self.rng.f64())
    }

    /// When somebody may speak again who was refused because there were too many.
    fn turn(&mut self, at: Moment) -> Moment {
        let same = at.since(self.backoff_until) < self.pace(FORGOTTEN);
        let (since, refusals) = self.crowd.filter(|_| same).unwrap_or((at, 0));
        self.crowd = Some((since, refusals.saturating_add(1)));
        let last = TURNS.len() - 1;
        let line = usize::try_from(refusals).unwrap_or(last).min(last);
        let further = refusals - u32::try_from(line).unwrap_or(refusals);
        let (from, to) = TURNS.get(line).copied().unwrap_or_default();
        let drawn = Duration::from_secs((to - from).into()).mul_f64(self.rng.f64());
        let from = Duration::from_secs(from.into()) + Duration::from_secs(TURN_AGAIN.into()) * further;
        // If the portal asked for more patience meanwhile, the line is over: another moment of its length.
        (since + self.pace(from + drawn)).max(at + self.pace(drawn))
    }

    /// The answer to a request under old credentials is of no use any more.
    pub(super) fn forget_request(&mut self) {
        if self.in_flight.take().is_some_and(|(_, errand)| errand != Errand::Look)
            || self.told != Told::Present
        {
            self.told = Told::Unsure;
        }
    }

    /// Whether everything is said that can be said before the end.
    pub(super) fn may_exit(&self) -> bool {
        let Some(by) = self.quit_by else { return false };
        let settled = !self.is_telling()
            && (self.told == Told::Present
                || !self.may_talk()
                || self.hold_until.max(self.backoff_until) > by);
        settled || self.now >= by
    }

    /// So long, or up to twice as long: for what need not be done by everybody at once.
    fn apart(&mut self, wait: Duration) -> Duration {
        wait.mul_f64(1.0 + self.rng.f64())
    }

    /// A wait that the engine chooses by itself.
    fn pace(&self, wait: Duration) -> Duration {
        wait / self.policy.pace.max(1)
    }
}
