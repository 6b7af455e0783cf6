//! The portal in the world: what it hears, answers and records.

use super::*;
use crate::ledger::MIN_GAP;
use crate::readback::NEXT_READBACK;

impl World {
    pub fn sign_in(&mut self) {
        self.signed_in = true;
        self.failing = None;
        self.forget();
        self.overrides_waits();
        self.fact(Input::SignedIn);
    }

    /// The answer to an earlier request arrives again.
    pub fn answer_again(&mut self, answer: Answer) {
        let old = Ticket(self.last_ticket.0.saturating_sub(1));
        let before = self.engine.clone();
        self.fact(Input::Answered(old, answer));
        assert_eq!(before.ledger.told(), self.engine.ledger.told(), "2: an old answer changes nothing");
        assert_eq!(
            before.ledger.in_flight(),
            self.engine.ledger.in_flight(),
            "2: an old answer ends nothing"
        );
    }

    pub fn report(&mut self, ticket: Ticket, presence: Presence) {
        assert!(self.signed_in, "1: reported while signed out");
        assert!(self.flight.is_none(), "2: one request in flight");
        assert!(ticket > self.last_ticket, "2: tickets grow");
        assert!(self.now >= self.hold, "6: the portal said when to come back");
        self.is_no_early_probe();
        self.last_ticket = ticket;
        // A report replaces a readback under way.
        self.readback = None;
        match presence {
            Presence::Present => {
                self.reasserted = None;
                assert_ne!(self.told_away, Some(false), "3: what was accepted is not repeated");
                if self.paused.is_none() && !self.quitting && !self.going_down {
                    assert!(self.evidence, "1: no report without evidence");
                    assert!(!self.must_be_away(), "3, 11: present must be true");
                }
            }
            Presence::Away { ago } => {
                assert!(self.journal, "12: on disk before it is on the wire");
                let known = self.evidence || self.locked || self.slept || self.manual_away.is_some();
                assert!(known, "1: no report without evidence");
                assert!(self.paused.is_none() && !self.quitting && !self.going_down, "1: paused");
                // Unless this is another absence than the one that the portal knows.
                let known = self.told_away == Some(true) && !self.engine.ledger.has_returned();
                assert!(!known, "3: what was accepted is not repeated");
                if let Some(sent) = self.last_sent {
                    assert!(self.now.since(sent) >= MIN_GAP, "6: the minimum gap");
                }
                // A source that is read may not have reported the return yet.
                let unreported_input = self.now.since(self.last_input) <= self.lag();
                if !unreported_input {
                    assert!(self.may_be_away(), "3: away must be true");
                    let idle_date = self.now.before(MINUTE * u32::try_from(ago).unwrap());
                    assert!(ago == 1 || idle_date >= self.last_presence, "4: earlier than the last input");
                    assert!(
                        idle_date < self.last_input.max(self.last_presence).max(self.present_until) + MINUTE,
                        "4: later than a minute"
                    );
                }
                assert!(ago >= 1, "4: the portal's minimum");
                self.dated = self.now.before(MINUTE * u32::try_from(ago).unwrap());
            }
        }
        self.last_sent = Some(self.now);
        self.reports.push((self.now, presence));
        let fault = self.faults.pop_front();
        let takes = fault.as_ref().map_or(Duration::from_millis(5), |fault| fault.takes);
        self.flight = Some(Flight { ticket, presence, sent: self.now, due: self.now + takes, fault });
    }

    pub fn observe(&mut self, ticket: Ticket) {
        assert!(self.signed_in && !self.quitting && !self.going_down);
        self.is_no_early_probe();
        assert!(self.flight.is_none() && self.readback.is_none(), "2: one request in flight");
        assert!(ticket > self.last_ticket, "2: tickets grow");
        assert!(self.now >= self.hold, "6: the portal said when to come back");
        if let Some(last) = self.readbacks.last()
            && self.told_away == Some(true)
            && self.last_sent.is_some_and(|sent| sent < *last)
            && !self.engine.policy.choices.multi_device
            // A refusal is confirmed sooner, and probed when a person asks for it.
            && !self.failing.is_some_and(|(trouble, ..)| trouble.is_refusal())
        {
            assert!(self.now.since(*last) >= NEXT_READBACK, "readbacks_before too often");
        }
        assert!(self.told_away.is_some(), "readbacks_before before it was told");
        self.last_ticket = ticket;
        self.readbacks.push(self.now);
        let fault = self.faults.pop_front();
        let takes = fault.as_ref().map_or(Duration::from_millis(5), |fault| fault.takes);
        let failed = fault.and_then(|fault| match fault.answer {
            Answer::Accepted => None,
            Answer::Failed { trouble, after, .. } => Some(Observation::Failed { trouble, after }),
        });
        self.readback = Some(PendingReadback { ticket, due: self.now + takes, failed });
    }

    fn fails(&mut self, trouble: Trouble) {
        self.unauthorized += usize::from(trouble == Trouble::Unauthorized);
        let was_certain = self.is_certain();
        self.failing = match self.failing {
            Some((before, times, since)) if before == trouble => Some((trouble, times + 1, since)),
            before if was_certain && !trouble.is_refusal() => before,
            _ => Some((trouble, 1, self.now)),
        };
        self.certain = was_certain && !trouble.is_refusal() || self.is_confirmed();
        // A rejection's waits grow on, to more than a probe's.
        let probed = self.is_certain() && trouble != Trouble::Rejected;
        self.refused = probed.then_some(self.now);
    }

    /// Whether a person may be told that they have to do something.
    pub fn is_certain(&self) -> bool {
        self.failing.is_some() && self.certain
    }

    fn is_confirmed(&self) -> bool {
        self.failing.is_some_and(|(trouble, times, since)| match trouble {
            Trouble::Rejected => times >= 5 && self.now.since(since) >= MINUTE * 10,
            _ => times >= 2 && trouble.is_refusal(),
        })
    }

    fn is_no_early_probe(&self) {
        if let Some(refused) = self.refused {
            assert!(self.now.since(refused) >= MINUTE * 50, "9: a refusal is probed once an hour");
        }
    }

    /// The portal answers a readback.
    pub fn answer_readback(&mut self) {
        let readback = self.readback.take().expect("an answer has a request");
        let recorded = self.recorded.map_or(Observation::NotIdle, |at| Observation::Idle(self.now.since(at)));
        let observation = readback.failed.unwrap_or(recorded);
        let rarely = self.reasserted.is_none_or(|last| self.now.since(last) >= NEXT_READBACK);
        if let Observation::Failed { trouble, after } = observation {
            self.fails(trouble);
            self.hold = self.hold.max(self.now + after.unwrap_or_default());
        } else {
            (self.failing, self.refused) = (None, None);
        }
        match observation {
            Observation::Failed { .. } => {}
            _ if self.told_away == Some(true) => {
                let ours =
                    self.recorded.is_some_and(|at| at.since(self.dated).max(self.dated.since(at)) < MINUTE);
                if !ours && rarely && !self.engine.policy.choices.multi_device {
                    self.reasserted = Some(self.now);
                    self.told_away = None;
                }
            }
            Observation::Idle(_) if self.told_away == Some(false) => self.told_away = None,
            _ => {}
        }
        self.fact(Input::Observed(readback.ticket, observation));
    }

    pub fn portal_hears(&mut self, flight: &Flight) {
        if flight.fault.as_ref().is_none_or(|fault| fault.heard) {
            self.recorded = match flight.presence {
                Presence::Present => None,
                Presence::Away { ago } => Some(flight.sent.before(MINUTE * u32::try_from(ago).unwrap())),
            };
        }
    }

    pub fn answer(&mut self) {
        let flight = self.flight.take().expect("an answer has a request");
        self.portal_hears(&flight);
        let away = matches!(flight.presence, Presence::Away { .. });
        let answer = match flight.fault {
            None => Answer::Accepted,
            Some(fault) => fault.answer,
        };
        match answer {
            Answer::Accepted => {
                self.told_away = Some(away);
                (self.failing, self.refused) = (None, None);
            }
            Answer::Failed { trouble, maybe_heard, after } => {
                if maybe_heard && self.told_away != Some(away) {
                    self.told_away = None;
                }
                self.fails(trouble);
                self.hold = self.hold.max(self.now + after.unwrap_or_default());
            }
        }
        self.fact(Input::Answered(flight.ticket, answer));
    }
}
