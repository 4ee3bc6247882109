import type { State } from "../engine/engine";
import type { Life } from "./life";
import { promised, type StepResult } from "./step";

/** Takes the state out and puts it back: nothing of it is lost. */
export async function roundTrip({ engine }: Life): Promise<StepResult> {
    const before = await engine.exportState();
    await engine.importState(before);
    const [left, right] = [textOf(before), textOf(await engine.exportState())];
    const different = [...left].filter(([urn, text]) => right.get(urn) !== text).map(([urn]) => urn);
    const added = [...right.keys()].filter((urn) => !left.has(urn));
    return {
        what: `${left.size} resources, byte for byte`,
        broken: promised("The state comes back as it went.", [...different, ...added]),
    };
}

function textOf({ deployment }: State): ReadonlyMap<string, string> {
    return new Map((deployment.resources ?? []).map((resource) => [String(resource.urn), JSON.stringify(resource)]));
}
