-- A nudge may be one to the routine of the day or to the evening's rating too. SQLite changes no rule of a table that stands: its rows move into a new one.
CREATE TABLE nudge_new(
  uid BLOB PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL CHECK(kind IN ('move','stand','sit','water','posture','routine','evening')),
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
INSERT INTO nudge_new(uid, kind, due_at, off, day, shown, answer, answered_at, snoozed_ms, session, hlc, dev)
  SELECT uid, kind, due_at, off, day, shown, answer, answered_at, snoozed_ms, session, hlc, dev FROM nudge;
DROP TABLE nudge;
ALTER TABLE nudge_new RENAME TO nudge;
CREATE INDEX nudge_session ON nudge(session) WHERE session IS NOT NULL;
CREATE INDEX nudge_day ON nudge(day);
-- A nudge is known by what it is to and when it was due; the one that waits and the pause that runs are asked for by every status line.
CREATE INDEX nudge_due ON nudge(kind, due_at);
CREATE INDEX nudge_open ON nudge(due_at, uid) WHERE answer IS NULL;
CREATE INDEX quiet_open ON quiet(until_at) WHERE ended_at IS NULL;
-- When the interval of each kind of nudge began, and what else a restart must not lose: one text of JSON.
ALTER TABLE scheduler ADD COLUMN marks TEXT CHECK(json_valid(marks));
