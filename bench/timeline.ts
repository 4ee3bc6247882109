import { timeline } from "../insight/timeline";
import { durationsOf } from "../simulator/cloud/durations";
import { atMost, type Figure, informs } from "./figures";
import { simulateDev } from "./programs";

const UP_RATIO = 1.15;
const DESTROY_RATIO = 1.2;

/** How long AWS takes for the stack dev by the duration tables, against the longest chain that cannot be avoided. */
export async function timelineFigures(): Promise<Figure[]> {
    const { up, destroy } = timeline(await simulateDev(), durationsOf);
    const minutes = [up, destroy].map((course) => course.minutes.toFixed(1)).join(" and ");
    return [
        informs("timeline of dev, up and destroy in AWS", `${minutes} min`),
        atMost("  up / unavoidable chain", up.ratio, UP_RATIO, "x", 2),
        atMost("  destroy / unavoidable chain", destroy.ratio, DESTROY_RATIO, "x", 2),
    ];
}
