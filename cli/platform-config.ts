import type { Place } from "../simulator/cloud/cloud";
import type { Project } from "./project";

/** Account for ARNs of a project that names none: the one that AWS uses in its documentation. */
const EXAMPLE_ACCOUNT = "123456789012";
const DEFAULT_REGION = "us-east-1";

type Tree = Readonly<Record<string, unknown>>;

/** The configuration of the platform's own program, under its one key. Other projects have none. */
export class PlatformConfig {
    readonly #key: string;
    readonly #tree: Tree;

    constructor(private readonly project: Project) {
        this.#key = `${project.name}:platform`;
        this.#tree = treeOf(project.config[this.#key]);
    }

    /** Account and region that the simulated cloud answers for. */
    get place(): Place {
        const { accountId } = this.#tree;
        return {
            accountId: typeof accountId === "string" ? accountId : EXAMPLE_ACCOUNT,
            region: this.project.config["aws:region"] ?? DEFAULT_REGION,
        };
    }

    /** Name of the profile, if there is one. */
    get profile(): string | undefined {
        const { profile } = this.#tree;
        return typeof profile === "string" ? profile : undefined;
    }

    /** The configuration with another Kubernetes minor. */
    upgradedTo(version: string): Readonly<Record<string, string>> {
        return this.edited({ cluster: { version } });
    }

    /** The configuration with which everything may be deleted, data included. */
    get unprotected(): Readonly<Record<string, string>> {
        const own = "existing" in branch(this.#tree, "network") ? {} : { network: { deletionProtection: false } };
        return this.edited({
            ...own,
            cluster: { deletionProtection: false },
            artifactStore: { deletionProtection: false, forceDestroy: true },
        });
    }

    private edited(changes: Readonly<Record<string, Tree>>): Readonly<Record<string, string>> {
        const changed = Object.entries(changes).map(([key, values]) => [
            key,
            { ...branch(this.#tree, key), ...values },
        ]);
        return { [this.#key]: JSON.stringify({ ...this.#tree, ...Object.fromEntries(changed) }) };
    }
}

function branch(tree: Tree, key: string): Tree {
    const found = tree[key];
    return isTree(found) ? found : {};
}

function treeOf(text: string | undefined): Tree {
    try {
        const value: unknown = JSON.parse(text ?? "{}");
        return isTree(value) ? value : {};
    } catch {
        // The program reads the same text and says what is wrong with it.
        return {};
    }
}

function isTree(value: unknown): value is Tree {
    return value !== null && typeof value === "object" && !Array.isArray(value);
}
