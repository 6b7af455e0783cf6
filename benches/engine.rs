//! What a decision costs, and a month of them: `cargo bench --bench engine`.
#![expect(clippy::expect_used, clippy::unwrap_used, reason = "a measurement stops at the first surprise")]

#[path = "../tests/virtual/office.rs"]
mod office;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use presence::{Answer, Choices, Engine, Input, Moment, Output, Policy, Source};
use std::hint::black_box;
use std::time::Duration;

const SECOND: Duration = Duration::from_secs(1);

/// Somebody who is signed in and has just touched something.
fn at_work() -> (Engine, Moment) {
    let now = Moment::after_boot(SECOND * 86_400);
    let mut engine = Engine::new(Policy::default(), 24);
    for fact in [Input::SignedIn, Input::SourceFound(Source::Events { readable: true }), Input::Active] {
        engine.handle(fact, now);
        while engine.poll(now).is_some() {}
    }
    (engine, now)
}

/// Everything the engine wants now; the ticket of a report, if that is among it.
fn wishes(engine: &mut Engine, now: Moment) -> Option<presence::Ticket> {
    let mut report = None;
    while let Some(output) = engine.poll(now) {
        if let Output::Report(ticket, _) = output {
            report = Some(ticket);
        }
    }
    report
}

fn decisions(criterion: &mut Criterion) {
    let (engine, now) = at_work();
    criterion.bench_function("a fact that changes nothing: handle + poll", |bench| {
        let (mut engine, mut now) = (engine.clone(), now);
        bench.iter(|| {
            now = now + SECOND;
            engine.handle(black_box(Input::Idle(SECOND)), now);
            black_box(wishes(&mut engine, now))
        });
    });
    criterion.bench_function(
        "an absence from threshold to return, both reported: 4 x handle + poll",
        |bench| {
            let absent = |(mut engine, now): (Engine, Moment)| {
                let threshold = Choices::default().threshold;
                let gone = now + threshold;
                engine.handle(Input::Idle(threshold), gone);
                let away = wishes(&mut engine, gone).expect("an away is reported");
                engine.handle(Input::Answered(away, Answer::Accepted), gone + SECOND);
                wishes(&mut engine, gone + SECOND);
                engine.handle(Input::Active, gone + SECOND * 30);
                let back = wishes(&mut engine, gone + SECOND * 30).expect("the return is reported");
                engine.handle(Input::Answered(back, Answer::Accepted), gone + SECOND * 31);
                wishes(&mut engine, gone + SECOND * 31);
                engine
            };
            bench.iter_batched(|| (engine.clone(), now), absent, BatchSize::SmallInput);
        },
    );
}

/// Each second of real time passes so many of virtual time.
fn a_month(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("virtual worker");
    group.throughput(Throughput::Elements(30 * 86_400)).sample_size(10);
    for (name, faulty) in [("30 days, seconds of them each second", false), ("the same with outages", true)] {
        group.bench_function(name, |bench| bench.iter(|| black_box(office::month(1, faulty))));
    }
    group.finish();
}

criterion_group!(benches, decisions, a_month);
criterion_main!(benches);
