import type { Chart } from "./charts/chart";
import { MACHINE_LEARNING_CHARTS } from "./charts/machine-learning";
import { MONITORING_CHARTS } from "./charts/monitoring";
import { OPERATOR_CHARTS } from "./charts/operators";

/** Every chart that a release may install, by its name in its repository. */
export const CHARTS: Readonly<Record<string, Chart>> = {
    ...OPERATOR_CHARTS,
    ...MONITORING_CHARTS,
    ...MACHINE_LEARNING_CHARTS,
};

/** Charts whose definitions bring a kind, for hints. */
export function chartsBringing(group: string, kind: string): readonly string[] {
    return Object.entries(CHARTS)
        .filter(([, { definitions }]) =>
            definitions?.kinds.some((known) => known.group === group && known.kind === kind),
        )
        .map(([name]) => name);
}
