import { existsSync } from "node:fs";
import { join } from "node:path";

import type { Project } from "./project";
import { UserError } from "./user-error";

/**
 * The project's program as a function: calling it registers the program's resources and gives back its exports.
 *
 * The compiled twin of the file that `main` names is loaded, so plain Node suffices.
 */
export function loadProgram({ root, main }: Project): () => unknown {
    if (!existsSync(join(root, main))) throw new UserError(`Pulumi.yaml: main names ${main}, which does not exist.`);
    const compiled = main.endsWith(".ts") ? join(root, "dist", main.replace(/\.ts$/, ".js")) : join(root, main);
    if (!existsSync(compiled)) throw new UserError(`${main} is not compiled: run npm run build first.`);
    return () => require(compiled) as unknown;
}
