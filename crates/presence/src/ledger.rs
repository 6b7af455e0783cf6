//! What the portal was told, and which request is under way.

use super::{Duration, Moment, Policy, Ticket, Told, Trouble};

/// The shortest distance between an away report and the request before it, so that locking and unlocking in quick
/// succession cannot use up the portal's limits. A return never waits for it.
pub(crate) const MIN_GAP: Duration = Duration::from_secs(1);
/// Bitrix24 works on a request for this long at most: until then, one without an answer may still be carried out.
const LATE: Duration = Duration::from_secs(60);
/// A refusal is confirmed by the second one in a row: a proxy or a restarting portal may give any answer once.
const CONFIRMED_AFTER: u32 = 2;
/// The same for [`Trouble::Rejected`], which says nothing about credentials: so many, over at least this long.
const REJECTED_AFTER: (u32, Duration) = (5, Duration::from_secs(10 * 60));

/// A request to the portal that has no answer yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Request {
    Report(Told),
    Readback,
}

/// Reports that nobody answered, each until when it may still be carried out. Whatever happens meanwhile, only this
/// time ends the doubt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Late {
    away: Option<Moment>,
    end: Option<Moment>,
}

/// The same trouble of every request since another one or a success.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Failing {
    trouble: Trouble,
    since: Moment,
    times: u32,
    /// It is a refusal, and that is certain.
    confirmed: bool,
}

impl Failing {
    fn again(before: Option<Self>, trouble: Trouble, at: Moment, policy: &Policy) -> Self {
        let (times, since) = match before {
            Some(before) if before.trouble == trouble => (before.times.saturating_add(1), before.since),
            // A refusal stands through the outages of its probes.
            Some(before) if before.confirmed && !trouble.is_refusal() => return before,
            _ => (1, at),
        };
        let confirmed = match trouble {
            Trouble::Rejected => {
                times >= REJECTED_AFTER.0 && at.since(since) >= policy.paced(REJECTED_AFTER.1)
            }
            _ => trouble.is_refusal() && times >= CONFIRMED_AFTER,
        };
        Self { trouble, since, times, confirmed }
    }
}

#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is one independent fact")]
pub(crate) struct Ledger {
    signed_in: bool,
    /// The person has to be asked for credentials.
    ask_to_sign_in: bool,
    told: Told,
    /// The person was present since the away that was accepted.
    returned: bool,
    /// What the portal should have believed before.
    wanted_before: Option<Told>,
    in_flight: Option<(Ticket, Request)>,
    last_ticket: Ticket,
    /// When the last report was sent.
    last_sent: Option<Moment>,
    failing: Option<Failing>,
    /// The journal says that an away may be left at the portal.
    journaled: bool,
    late: Late,
}

impl Ledger {
    pub(crate) fn new() -> Self {
        Self {
            signed_in: false,
            ask_to_sign_in: false,
            told: Told::Present,
            returned: false,
            wanted_before: None,
            in_flight: None,
            last_ticket: Ticket::default(),
            last_sent: None,
            failing: None,
            journaled: false,
            late: Late::default(),
        }
    }

    pub(crate) fn told(&self) -> Told {
        self.told
    }

    /// Why requests fail, if they do.
    pub(crate) fn trouble(&self) -> Option<Trouble> {
        self.failing.map(|failing| failing.trouble)
    }

    /// Whether that is a refusal, and certain.
    pub(crate) fn is_refused(&self) -> bool {
        self.failing.is_some_and(|failing| failing.confirmed)
    }

    pub(crate) fn signed_in(&self) -> bool {
        self.signed_in
    }

    pub(crate) fn last_sent(&self) -> Option<Moment> {
        self.last_sent
    }

    /// When a report that nobody answered can no longer be carried out.
    pub(crate) fn doubt_ends(&self) -> Option<Moment> {
        [self.late.away, self.late.end].into_iter().flatten().min()
    }

    pub(crate) fn is_reporting(&self) -> bool {
        matches!(self.in_flight, Some((_, Request::Report(_))))
    }

    pub(crate) fn is_waiting(&self) -> bool {
        self.in_flight.is_some()
    }
}

#[cfg(test)]
impl Ledger {
    pub(crate) fn in_flight(&self) -> Option<(Ticket, Request)> {
        self.in_flight
    }

    pub(crate) fn has_returned(&self) -> bool {
        self.returned
    }
}

/// Credentials and refusals.
impl Ledger {
    pub(crate) fn sign_in(&mut self, at: Moment, policy: &Policy) {
        self.abandon_request(at, policy);
        self.signed_in = true;
        self.succeeded();
    }

    pub(crate) fn sign_out(&mut self, at: Moment, policy: &Policy) {
        self.abandon_request(at, policy);
        self.signed_in = false;
        self.succeeded();
    }

    /// Ignores the answer to a request with old credentials. A report may have been heard all the same; and what
    /// was told may have been told for another account.
    fn abandon_request(&mut self, at: Moment, policy: &Policy) {
        if let Some((_, Request::Report(told))) = self.in_flight.take() {
            self.told = Told::Unsure;
            self.doubt(told, at, policy);
        } else if self.told != Told::Present {
            self.told = Told::Unsure;
        }
    }

    /// Returns once whether the person has to be asked for credentials.
    pub(crate) fn take_ask_to_sign_in(&mut self) -> bool {
        core::mem::take(&mut self.ask_to_sign_in)
    }

    /// A request failed. What a refusal says is asked of the person once it is certain.
    pub(crate) fn failed(&mut self, trouble: Trouble, at: Moment, policy: &Policy) {
        let failing = Failing::again(self.failing, trouble, at, policy);
        if failing.confirmed && !self.is_refused() {
            self.ask_to_sign_in = trouble == Trouble::Unauthorized;
        }
        self.failing = Some(failing);
    }

    /// A request was answered as it should be, or the credentials that failed are gone.
    pub(crate) fn succeeded(&mut self) {
        self.failing = None;
        self.ask_to_sign_in = false;
    }
}

/// Reports.
impl Ledger {
    /// Whether the portal does not know this yet.
    pub(crate) fn owes(&self, wanted: Told) -> bool {
        wanted != self.told || self.returned
    }

    /// Notes a return, even one that cannot be reported before the person leaves again: then that is another
    /// absence, with another date. Returns whether this is such a return.
    pub(crate) fn note_wanted(&mut self, wanted: Option<Told>) -> bool {
        self.returned |= self.told == Told::Away && wanted == Some(Told::Present);
        let came_back = self.wanted_before == Some(Told::Away) && wanted == Some(Told::Present);
        self.wanted_before = wanted;
        came_back
    }

    /// The earliest moment for this report as far as earlier requests go; `None`: it is not owed, or must not be
    /// sent.
    pub(crate) fn report_due(&self, wanted: Told, policy: &Policy) -> Option<Moment> {
        if !self.owes(wanted) || !self.signed_in || self.is_reporting() {
            return None;
        }
        let gap_over = self.last_sent.map(|sent| sent + policy.paced(MIN_GAP));
        Some(gap_over.filter(|_| wanted == Told::Away).unwrap_or_default())
    }

    pub(crate) fn send_report(&mut self, told: Told, now: Moment) -> Ticket {
        self.last_sent = Some(now);
        self.send(Request::Report(told))
    }

    pub(crate) fn send_readback(&mut self) -> Ticket {
        self.send(Request::Readback)
    }

    fn send(&mut self, request: Request) -> Ticket {
        self.last_ticket.0 += 1;
        self.in_flight = Some((self.last_ticket, request));
        self.last_ticket
    }

    /// Ends the report with this ticket; `None` if it is not the one under way.
    pub(crate) fn end_report(&mut self, ticket: Ticket) -> Option<Told> {
        match self.in_flight {
            Some((awaited, Request::Report(told))) if awaited == ticket => {
                self.in_flight = None;
                Some(told)
            }
            _ => None,
        }
    }

    /// Ends the readback with this ticket; `false` if it is not the one under way.
    pub(crate) fn end_readback(&mut self, ticket: Ticket) -> bool {
        self.in_flight.take_if(|request| *request == (ticket, Request::Readback)).is_some()
    }

    pub(crate) fn report_accepted(&mut self, told: Told) {
        self.told = told;
        self.returned = false;
        self.succeeded();
    }

    pub(crate) fn report_failed(
        &mut self,
        told: Told,
        trouble: Trouble,
        maybe_heard: bool,
        at: Moment,
        policy: &Policy,
    ) {
        if maybe_heard {
            if self.told != told {
                self.told = Told::Unsure;
            }
            if matches!(trouble, Trouble::Offline | Trouble::Rejected) {
                self.doubt(told, at, policy);
            }
        }
        self.failed(trouble, at, policy);
    }
}

/// What an away leaves behind, and what reads back.
impl Ledger {
    /// An away of an earlier run may be at the portal, or a report of it on its way there.
    pub(crate) fn left_behind(&mut self, at: Moment, policy: &Policy) {
        self.told = Told::Unsure;
        self.journaled = true;
        self.doubt(Told::Away, at, policy);
        self.doubt(Told::Present, at, policy);
    }

    /// A report was not answered: it may still be carried out for a while.
    fn doubt(&mut self, told: Told, at: Moment, policy: &Policy) {
        let until = Some(at + policy.paced(LATE));
        match told {
            Told::Away => self.late.away = until,
            _ => self.late.end = until,
        }
    }

    /// A doubt is over: what is true then is told again, which needs no reader and does no harm. It waits for the
    /// answer to a report under way, which may be carried out first. Returns whether an away may have been cleared.
    pub(crate) fn settle_doubts(&mut self, now: Moment) -> bool {
        if self.is_reporting() {
            return false;
        }
        let over = |until: &mut Moment| *until <= now;
        let away = self.late.away.take_if(over).is_some();
        let end = self.late.end.take_if(over).is_some();
        let cleared = end && self.told != Told::Present;
        if away || cleared {
            self.told = Told::Unsure;
        }
        cleared
    }

    /// Before an away is sent; returns whether the journal has to be written.
    pub(crate) fn open_journal(&mut self) -> bool {
        !core::mem::replace(&mut self.journaled, true)
    }

    /// Once nothing of ours can be left at the portal; returns whether the journal has to be written.
    pub(crate) fn close_journal(&mut self) -> bool {
        let sending_away = matches!(self.in_flight, Some((_, Request::Report(Told::Away))));
        let may_be_left = self.told != Told::Present || self.doubt_ends().is_some() || sending_away;
        let closes = self.journaled && !may_be_left;
        self.journaled &= !closes;
        closes
    }

    /// The portal may have recorded something other than what was told: it has to be told again.
    pub(crate) fn doubt_told(&mut self) {
        self.told = Told::Unsure;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn boot() -> Moment {
        Moment::after_boot(SECOND * 1000)
    }

    fn signed_in() -> Ledger {
        let mut ledger = Ledger::new();
        ledger.sign_in(boot(), &Policy::default());
        ledger
    }

    fn told(told: Told) -> Ledger {
        let mut ledger = signed_in();
        let ticket = ledger.send_report(told, boot());
        assert_eq!(ledger.end_report(ticket), Some(told));
        ledger.report_accepted(told);
        ledger
    }

    fn due(ledger: &Ledger, wanted: Told) -> Option<Moment> {
        ledger.report_due(wanted, &Policy::default())
    }

    fn fail(ledger: &mut Ledger, told: Told, trouble: Trouble, maybe_heard: bool) {
        let ticket = ledger.send_report(told, boot());
        ledger.end_report(ticket).unwrap();
        ledger.report_failed(told, trouble, maybe_heard, boot(), &Policy::default());
    }

    #[test]
    fn nothing_is_due_without_credentials() {
        assert_eq!(due(&Ledger::new(), Told::Away), None);
        assert!(due(&signed_in(), Told::Away).is_some());
        let mut ledger = signed_in();
        ledger.sign_out(boot(), &Policy::default());
        assert_eq!(due(&ledger, Told::Away), None);
    }

    #[test]
    fn what_was_accepted_is_not_owed() {
        let ledger = told(Told::Away);
        assert!(!ledger.owes(Told::Away) && ledger.owes(Told::Present));
        assert_eq!(due(&ledger, Told::Away), None);
    }

    #[test]
    fn after_a_return_that_was_not_reported_the_next_away_is_another() {
        let mut ledger = told(Told::Away);
        ledger.note_wanted(Some(Told::Present));
        ledger.note_wanted(Some(Told::Away));
        assert!(ledger.owes(Told::Away));
        ledger.report_accepted(Told::Away);
        assert!(!ledger.owes(Told::Away));
    }

    #[test]
    fn an_away_keeps_its_distance_from_the_last_report_and_a_return_does_not() {
        let mut ledger = told(Told::Present);
        assert_eq!(due(&ledger, Told::Away), Some(boot() + MIN_GAP));
        ledger = told(Told::Away);
        assert_eq!(due(&ledger, Told::Present), Some(Moment::default()));
    }

    #[test]
    fn a_report_replaces_a_readback_but_no_other_report() {
        let mut ledger = signed_in();
        let readback = ledger.send_readback();
        assert!(ledger.is_waiting() && due(&ledger, Told::Away).is_some());
        let report = ledger.send_report(Told::Away, boot());
        assert!(report > readback, "tickets grow");
        assert_eq!(due(&ledger, Told::Away), None);
        assert!(!ledger.end_readback(readback));
        assert_eq!(ledger.end_report(report), Some(Told::Away));
    }

    #[test]
    fn only_the_ticket_under_way_ends_a_request() {
        let mut ledger = signed_in();
        let old = ledger.send_report(Told::Away, boot());
        ledger.end_report(old).unwrap();
        let current = ledger.send_report(Told::Present, boot());
        assert_eq!(ledger.end_report(old), None);
        assert!(!ledger.end_readback(current), "it is a report");
        assert!(ledger.is_reporting());
        assert_eq!(ledger.end_report(current), Some(Told::Present));
        assert_eq!(ledger.end_report(current), None);
    }

    #[test]
    fn a_report_that_may_have_been_heard_leaves_the_portal_unsure() {
        for (maybe_heard, after) in [(false, Told::Present), (true, Told::Unsure)] {
            let mut ledger = signed_in();
            fail(&mut ledger, Told::Away, Trouble::ServerFault, maybe_heard);
            assert_eq!((ledger.told(), ledger.trouble()), (after, Some(Trouble::ServerFault)));
            assert_eq!(ledger.doubt_ends(), None, "it was answered");
        }
    }

    #[test]
    fn what_nobody_answered_is_doubted_for_a_minute_whatever_happens_meanwhile() {
        let mut ledger = signed_in();
        fail(&mut ledger, Told::Away, Trouble::Offline, true);
        assert_eq!(ledger.doubt_ends(), Some(boot() + LATE));
        ledger.report_accepted(Told::Present);
        ledger.settle_doubts(boot() + SECOND);
        assert_eq!((ledger.told(), ledger.doubt_ends()), (Told::Present, Some(boot() + LATE)));
        let ticket = ledger.send_report(Told::Away, boot());
        ledger.settle_doubts(boot() + LATE);
        assert!(ledger.doubt_ends().is_some(), "the report under way may be carried out first");
        ledger.end_report(ticket).unwrap();
        ledger.report_accepted(Told::Away);
        ledger.settle_doubts(boot() + LATE);
        assert_eq!((ledger.told(), ledger.doubt_ends()), (Told::Unsure, None));
    }

    #[test]
    fn a_late_end_matters_only_to_an_away() {
        for (told, after) in [(Told::Present, Told::Present), (Told::Away, Told::Unsure)] {
            let mut ledger = signed_in();
            fail(&mut ledger, Told::Present, Trouble::Offline, true);
            ledger.report_accepted(told);
            ledger.settle_doubts(boot() + LATE);
            assert_eq!(ledger.told(), after);
        }
    }

    #[test]
    fn a_report_that_new_credentials_cut_off_may_still_be_carried_out() {
        let mut ledger = signed_in();
        ledger.open_journal();
        ledger.send_report(Told::Away, boot());
        ledger.sign_in(boot(), &Policy::default());
        ledger.report_accepted(Told::Present);
        assert!(!ledger.close_journal());
        assert_eq!(ledger.doubt_ends(), Some(boot() + LATE));
    }

    #[test]
    fn refused_credentials_are_asked_for_once_they_are_certain_and_once_only() {
        let mut ledger = signed_in();
        fail(&mut ledger, Told::Away, Trouble::Unauthorized, false);
        assert!(!ledger.is_refused() && !ledger.take_ask_to_sign_in(), "anything may answer once");
        fail(&mut ledger, Told::Away, Trouble::Unauthorized, false);
        assert!(ledger.is_refused() && ledger.take_ask_to_sign_in());
        for trouble in [Trouble::Unauthorized, Trouble::Offline, Trouble::Unauthorized] {
            fail(&mut ledger, Told::Away, trouble, false);
            assert!(!ledger.take_ask_to_sign_in());
            assert_eq!((ledger.trouble(), ledger.is_refused()), (Some(Trouble::Unauthorized), true));
        }
        assert!(due(&ledger, Told::Away).is_some(), "nothing is silent for ever");
        ledger.sign_in(boot(), &Policy::default());
        assert_eq!((ledger.trouble(), ledger.is_refused()), (None, false));
    }

    #[test]
    fn a_refusal_is_confirmed_by_the_second_in_a_row_of_its_kind() {
        for trouble in Trouble::ALL.into_iter().filter(|trouble| *trouble != Trouble::Rejected) {
            let mut ledger = signed_in();
            for other in [trouble, Trouble::Offline, trouble, Trouble::Busy, trouble, trouble] {
                assert!(!ledger.is_refused());
                ledger.failed(other, boot(), &Policy::default());
            }
            assert_eq!(ledger.is_refused(), trouble.is_refusal(), "{trouble:?}");
            ledger.succeeded();
            assert!(!ledger.is_refused());
        }
    }

    #[test]
    fn a_rejection_without_a_reason_is_certain_after_five_in_ten_minutes() {
        let mut ledger = signed_in();
        for seconds in [0, 1, 2, 3, 4, 5, 599] {
            ledger.failed(Trouble::Rejected, boot() + SECOND * seconds, &Policy::default());
            assert!(!ledger.is_refused());
        }
        ledger.failed(Trouble::Rejected, boot() + SECOND * 600, &Policy::default());
        assert!(ledger.is_refused());
        let mut ledger = signed_in();
        for seconds in [0, 200, 400, 700] {
            ledger.failed(Trouble::Rejected, boot() + SECOND * seconds, &Policy::default());
        }
        assert!(!ledger.is_refused(), "four");
    }

    #[test]
    fn new_credentials_make_what_was_under_way_unsure() {
        let mut ledger = signed_in();
        ledger.send_readback();
        ledger.sign_in(boot(), &Policy::default());
        assert_eq!((ledger.told(), ledger.is_waiting()), (Told::Present, false));
        ledger.send_report(Told::Present, boot());
        ledger.sign_in(boot(), &Policy::default());
        assert_eq!((ledger.told(), ledger.is_waiting()), (Told::Unsure, false));
        let mut ledger = told(Told::Away);
        ledger.sign_out(boot(), &Policy::default());
        assert_eq!(ledger.told(), Told::Unsure);
    }

    #[test]
    fn the_journal_opens_once_and_closes_when_nothing_can_be_left() {
        let mut ledger = signed_in();
        assert!(!ledger.close_journal(), "it is not open");
        assert!(ledger.open_journal() && !ledger.open_journal());
        let ticket = ledger.send_report(Told::Away, boot());
        assert!(!ledger.close_journal(), "an away is under way");
        ledger.end_report(ticket).unwrap();
        ledger.report_failed(Told::Away, Trouble::Offline, true, boot(), &Policy::default());
        assert!(!ledger.close_journal(), "the portal may have heard");
        ledger.report_accepted(Told::Present);
        assert!(!ledger.close_journal(), "it may still be carried out");
        ledger.settle_doubts(boot() + LATE);
        ledger.report_accepted(Told::Present);
        assert!(ledger.close_journal() && !ledger.close_journal());
    }
}
