-- Which answers on the warning signs wait to be seen to is asked by Today and before each session.
CREATE INDEX answers_open ON answers(at, uid) WHERE kind = 'warning' AND acknowledged_at IS NULL;
