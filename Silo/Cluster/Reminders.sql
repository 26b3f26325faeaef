-- Statements of the reminder provider, each under its name. Hashes are compared as signed numbers; a range that passes the greatest one goes on at the least.

-- UpsertReminderRowKey
INSERT INTO supertrack_reminder AS r (service, grain, name, grain_hash, starttime, period)
VALUES (@ServiceId, @GrainId, @ReminderName, @GrainHash, @StartTime, @Period)
ON CONFLICT (service, grain, name) DO UPDATE SET starttime = excluded.starttime, period = excluded.period, grain_hash = excluded.grain_hash, version = r.version + 1
RETURNING version AS "Version";

-- ReadReminderRowKey
SELECT grain AS "GrainId", name AS "ReminderName", starttime AS "StartTime", period AS "Period", version AS "Version"
FROM supertrack_reminder WHERE service = @ServiceId AND grain = @GrainId AND name = @ReminderName;

-- ReadReminderRowsKey
SELECT grain AS "GrainId", name AS "ReminderName", starttime AS "StartTime", period AS "Period", version AS "Version"
FROM supertrack_reminder WHERE service = @ServiceId AND grain = @GrainId;

-- ReadRangeRows1Key
SELECT grain AS "GrainId", name AS "ReminderName", starttime AS "StartTime", period AS "Period", version AS "Version"
FROM supertrack_reminder WHERE service = @ServiceId AND grain_hash > @BeginHash AND grain_hash <= @EndHash;

-- ReadRangeRows2Key
SELECT grain AS "GrainId", name AS "ReminderName", starttime AS "StartTime", period AS "Period", version AS "Version"
FROM supertrack_reminder WHERE service = @ServiceId AND (grain_hash > @BeginHash OR grain_hash <= @EndHash);

-- DeleteReminderRowKey
WITH gone AS (
    DELETE FROM supertrack_reminder WHERE service = @ServiceId AND grain = @GrainId AND name = @ReminderName AND version = @Version RETURNING 1)
SELECT EXISTS (SELECT 1 FROM gone);

-- DeleteReminderRowsKey
DELETE FROM supertrack_reminder WHERE service = @ServiceId;
