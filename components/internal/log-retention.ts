/** Retentions that CloudWatch Logs accepts. Unit: days. Source: PutRetentionPolicy. */
export const LOG_RETENTION_DAYS = [
    1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

/** Problems of a retention as the user wrote it. `undefined` passes: the caller's default applies. */
export function retentionProblems(argument: string, days: number | undefined): readonly string[] {
    if (days === undefined || (LOG_RETENTION_DAYS as readonly number[]).includes(days)) return [];
    return [`${argument} must be one of ${LOG_RETENTION_DAYS.join(", ")} days, got ${days}.`];
}
