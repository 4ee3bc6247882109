import type { ForeignNetwork } from "../simulator/cloud/aws/foreign-network";
import type { Place } from "../simulator/cloud/cloud";
import type { Project } from "./project";

/** Account for ARNs of a project that names none: the one that AWS uses in its documentation. */
const EXAMPLE_ACCOUNT = "123456789012";
const DEFAULT_REGION = "us-east-1";

/** Gives the values of a configuration that change. */
type Change = (config: Readonly<Record<string, string>>) => Readonly<Record<string, string>>;

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

    /** The network that the platform is put into, if it makes none. The program checks its shape. */
    get foreignNetwork(): ForeignNetwork | undefined {
        const { existing } = branch(this.#tree, "network");
        return isTree(existing) ? (existing as unknown as ForeignNetwork) : undefined;
    }

    /** Name of the profile, if there is one. */
    get profile(): string | undefined {
        const { profile } = this.#tree;
        return typeof profile === "string" ? profile : undefined;
    }

    /** The change to another Kubernetes minor. */
    upgradeTo(version: string): Change {
        return this.change({ cluster: { version } });
    }

    /** The change after which everything may be deleted, data included. */
    get unprotect(): Change {
        const own = "existing" in branch(this.#tree, "network") ? {} : { network: { deletionProtection: false } };
        return this.change({
            ...own,
            cluster: { deletionProtection: false },
            artifactStore: { deletionProtection: false, forceDestroy: true },
        });
    }

    private change(values: Readonly<Record<string, Tree>>): Change {
        return (config) => {
            const tree = treeOf(config[this.#key]);
            const changed = Object.entries(values).map(([key, value]) => [key, { ...branch(tree, key), ...value }]);
            return { [this.#key]: JSON.stringify({ ...tree, ...Object.fromEntries(changed) }) };
        };
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
