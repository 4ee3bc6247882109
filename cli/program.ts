import { existsSync } from "node:fs";
import { dirname, join, sep } from "node:path";

import type { Project } from "./project";
import { UserError } from "./user-error";

/**
 * The project's program as a function: each call runs it, which registers its resources, and gives back its exports.
 *
 * The compiled twin of the file that `main` names is loaded, so plain Node suffices.
 */
export function loadProgram({ root, main }: Project): () => unknown {
    if (!existsSync(join(root, main))) throw new UserError(`Pulumi.yaml: main names ${main}, which does not exist.`);
    const compiled = main.endsWith(".ts") ? join(root, "dist", main.replace(/\.ts$/, ".js")) : join(root, main);
    if (!existsSync(compiled)) throw new UserError(`${main} is not compiled: run npm run build first.`);
    return () => {
        forgetModulesBeside(require.resolve(compiled));
        return require(compiled) as unknown;
    };
}

/** Lets a program's own modules run again: Node runs a module once and remembers it. What they import stays loaded. */
function forgetModulesBeside(file: string): void {
    const folder = dirname(file) + sep;
    const packages = `${sep}node_modules${sep}`;
    for (const path of Object.keys(require.cache)) {
        if (path.startsWith(folder) && !path.slice(folder.length - 1).includes(packages)) delete require.cache[path];
    }
}
