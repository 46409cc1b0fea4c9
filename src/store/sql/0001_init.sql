-- The first schema, for everything that is planned, so that no later step has to rename stored data. STRICT, loads in SQLite 3.38 and later.
-- The runner sets user_version in the same transaction.
PRAGMA application_id = 0x756E6875;

CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

CREATE TABLE device(
  uid BLOB PRIMARY KEY NOT NULL CHECK(length(uid)=16),
  name TEXT NOT NULL,
  seen_at INTEGER NOT NULL,
  here INTEGER NOT NULL CHECK(here IN (0,1)),
  read_hlc INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE pref(
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL CHECK(json_valid(value)),
  hlc INTEGER NOT NULL,
  dev BLOB NOT NULL
) STRICT;

CREATE TABLE session(
  uid BLOB PRIMARY KEY NOT NULL CHECK(length(uid)=16),
  kind TEXT NOT NULL CHECK(kind IN ('routine','exercise','break','care')),
  what TEXT NOT NULL,
  title TEXT NOT NULL,
  run BLOB REFERENCES run(uid),
  day INTEGER NOT NULL,
  started_at INTEGER NOT NULL,
  started_off INTEGER NOT NULL,
  ended_at INTEGER,
  state TEXT NOT NULL CHECK(state IN ('running','done','partial')),
  short INTEGER NOT NULL CHECK(short IN (0,1)),
  gentle INTEGER NOT NULL CHECK(gentle IN (0,1)),
  planned_ms INTEGER NOT NULL,
  active_ms INTEGER NOT NULL,
  hlc INTEGER NOT NULL,
  dev BLOB NOT NULL,
  sum INTEGER NOT NULL
) STRICT;

CREATE TABLE item(
  uid BLOB PRIMARY KEY NOT NULL CHECK(length(uid)=16),
  session BLOB NOT NULL REFERENCES session(uid) ON DELETE CASCADE,
  seq INTEGER NOT NULL,
  exercise TEXT NOT NULL,
  variant TEXT NOT NULL,
  side TEXT NOT NULL CHECK(side IN ('both','left','right')),
  set_no INTEGER NOT NULL,
  planned_reps INTEGER,
  planned_ms INTEGER,
  done_reps INTEGER,
  done_ms INTEGER NOT NULL,
  outcome TEXT NOT NULL CHECK(outcome IN ('done','skipped','ouch','cut')),
  reason TEXT,
  at INTEGER NOT NULL,
  hlc INTEGER NOT NULL,
  dev BLOB NOT NULL,
  sum INTEGER NOT NULL,
  UNIQUE(session, seq)
) STRICT;

CREATE TABLE entry(
  uid BLOB PRIMARY KEY NOT NULL CHECK(length(uid)=16),
  score INTEGER NOT NULL CHECK(score BETWEEN 0 AND 10),
  recall TEXT NOT NULL CHECK(recall IN ('now','average','worst')),
  moment TEXT NOT NULL CHECK(moment IN ('free','before','after','during','evening')),
  session BLOB REFERENCES session(uid) ON DELETE SET NULL,
  item BLOB REFERENCES item(uid) ON DELETE SET NULL,
  felt_at INTEGER NOT NULL,
  felt_off INTEGER NOT NULL,
  day INTEGER NOT NULL,
  entered_at INTEGER NOT NULL,
  entered_off INTEGER NOT NULL,
  medicine TEXT,
  note TEXT CHECK(length(note)<=100000),
  import BLOB,
  hlc INTEGER NOT NULL,
  dev BLOB NOT NULL,
  sum INTEGER NOT NULL
) STRICT;

CREATE TABLE entry_word(
  entry BLOB NOT NULL REFERENCES entry(uid) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK(kind IN ('region','quality','trigger','did')),
  word TEXT NOT NULL,
  worst INTEGER NOT NULL DEFAULT 0 CHECK(worst IN (0,1)),
  PRIMARY KEY(entry, kind, word)
) STRICT, WITHOUT ROWID;

CREATE TABLE run(
  uid BLOB PRIMARY KEY NOT NULL CHECK(length(uid)=16),
  plan TEXT NOT NULL,
  routine TEXT NOT NULL,
  length INTEGER NOT NULL,
  baseline_day INTEGER,
  day1 INTEGER,
  ended_day INTEGER,
  end_kind TEXT CHECK(end_kind IN ('finished','stopped','restarted')),
  hlc INTEGER NOT NULL,
  dev BLOB NOT NULL
) STRICT;

CREATE TABLE run_pause(
  uid BLOB PRIMARY KEY NOT NULL,
  run BLOB NOT NULL REFERENCES run(uid),
  from_day INTEGER NOT NULL,
  to_day INTEGER NOT NULL CHECK(to_day>=from_day),
  why TEXT NOT NULL,
  hlc INTEGER NOT NULL,
  dev BLOB NOT NULL
) STRICT;

CREATE TABLE run_choice(
  run BLOB NOT NULL REFERENCES run(uid),
  day INTEGER NOT NULL,
  choice TEXT NOT NULL CHECK(choice IN ('excused','shifted','gentle','full')),
  why TEXT,
  hlc INTEGER NOT NULL,
  dev BLOB NOT NULL,
  PRIMARY KEY(run, day)
) STRICT;

CREATE TABLE habit(
  uid BLOB PRIMARY KEY NOT NULL,
  habit TEXT NOT NULL,
  from_day INTEGER NOT NULL,
  to_day INTEGER,
  hlc INTEGER NOT NULL,
  dev BLOB NOT NULL
) STRICT;

CREATE TABLE habit_tick(
  habit BLOB NOT NULL REFERENCES habit(uid),
  day INTEGER NOT NULL,
  done INTEGER NOT NULL CHECK(done IN (0,1)),
  hlc INTEGER NOT NULL,
  dev BLOB NOT NULL,
  PRIMARY KEY(habit, day)
) STRICT;

CREATE TABLE answers(
  uid BLOB PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL CHECK(kind IN ('warning','desk','weekly','next_day')),
  about BLOB,
  at INTEGER NOT NULL,
  off INTEGER NOT NULL,
  day INTEGER NOT NULL,
  body TEXT NOT NULL CHECK(json_valid(body)),
  acknowledged_at INTEGER,
  hlc INTEGER NOT NULL,
  dev BLOB NOT NULL
) STRICT;

CREATE TABLE activity(
  uid BLOB PRIMARY KEY NOT NULL,
  label TEXT NOT NULL,
  from_day INTEGER NOT NULL,
  to_day INTEGER,
  hlc INTEGER NOT NULL,
  dev BLOB NOT NULL
) STRICT;

CREATE TABLE offer(
  uid BLOB PRIMARY KEY NOT NULL,
  exercise TEXT NOT NULL,
  to_variant TEXT NOT NULL,
  because TEXT NOT NULL,
  at INTEGER NOT NULL,
  answer TEXT CHECK(answer IN ('yes','no')),
  hlc INTEGER NOT NULL,
  dev BLOB NOT NULL
) STRICT;

CREATE TABLE nudge(
  uid BLOB PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL CHECK(kind IN ('move','stand','sit','water','posture')),
  due_at INTEGER NOT NULL,
  off INTEGER NOT NULL,
  day INTEGER NOT NULL,
  shown INTEGER NOT NULL,
  answer TEXT CHECK(answer IN ('taken','already','skipped','missed','away')),
  answered_at INTEGER,
  snoozed_ms INTEGER NOT NULL DEFAULT 0,
  session BLOB REFERENCES session(uid),
  hlc INTEGER NOT NULL,
  dev BLOB NOT NULL
) STRICT;

CREATE TABLE span(
  uid BLOB PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL CHECK(kind IN ('sat','stood','moved','away')),
  from_at INTEGER NOT NULL,
  to_at INTEGER NOT NULL CHECK(to_at>=from_at),
  off INTEGER NOT NULL,
  day INTEGER NOT NULL,
  said TEXT,
  hlc INTEGER NOT NULL,
  dev BLOB NOT NULL
) STRICT;

CREATE TABLE quiet(
  uid BLOB PRIMARY KEY NOT NULL,
  from_at INTEGER NOT NULL,
  until_at INTEGER NOT NULL,
  ended_at INTEGER,
  why TEXT NOT NULL CHECK(why IN ('pause','meeting'))
) STRICT;

CREATE TABLE scheduler(
  id INTEGER PRIMARY KEY CHECK(id=1),
  moved_at INTEGER NOT NULL,
  next_at INTEGER,
  next_kind TEXT,
  shown INTEGER NOT NULL,
  skips INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  request TEXT
) STRICT;

-- active_ms stands here and not in the session while it runs, so that the position, written every few seconds, touches one row without a clock or sum.
CREATE TABLE progress(
  id INTEGER PRIMARY KEY CHECK(id=1),
  session BLOB NOT NULL REFERENCES session(uid) ON DELETE CASCADE,
  timeline TEXT NOT NULL CHECK(json_valid(timeline)),
  step INTEGER NOT NULL,
  step_ms INTEGER NOT NULL,
  active_ms INTEGER NOT NULL,
  paused INTEGER NOT NULL CHECK(paused IN (0,1)),
  beat_at INTEGER NOT NULL
) STRICT;

CREATE TABLE draft(form TEXT PRIMARY KEY, body TEXT NOT NULL, at INTEGER NOT NULL) STRICT;

CREATE TABLE undo(
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  step INTEGER NOT NULL,
  label TEXT NOT NULL,
  kind TEXT NOT NULL,
  uid BLOB NOT NULL,
  before TEXT,
  at INTEGER NOT NULL
) STRICT;

CREATE TABLE tombstone(
  kind TEXT NOT NULL,
  uid BLOB NOT NULL,
  hlc INTEGER NOT NULL,
  dev BLOB NOT NULL,
  PRIMARY KEY(kind, uid)
) STRICT, WITHOUT ROWID;

CREATE TABLE import(
  uid BLOB PRIMARY KEY NOT NULL,
  file_sha BLOB NOT NULL,
  at INTEGER NOT NULL,
  added INTEGER NOT NULL,
  skipped INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX entry_pair ON entry(session, moment) WHERE moment IN ('before','after');
CREATE UNIQUE INDEX word_worst ON entry_word(entry) WHERE worst = 1;
CREATE UNIQUE INDEX undo_row ON undo(step, kind, uid);
-- Without these, deleting a session or an item reads every entry to keep the links true.
CREATE INDEX entry_session ON entry(session) WHERE session IS NOT NULL;
CREATE INDEX entry_item ON entry(item) WHERE item IS NOT NULL;
CREATE INDEX nudge_session ON nudge(session) WHERE session IS NOT NULL;
CREATE INDEX entry_felt ON entry(felt_at);
CREATE INDEX entry_day ON entry(day, recall, score);
CREATE INDEX word_kind ON entry_word(kind, word, entry);
CREATE INDEX session_day ON session(day, state);
CREATE INDEX item_exercise ON item(exercise, at);
CREATE INDEX nudge_day ON nudge(day);
CREATE INDEX span_day ON span(day);
