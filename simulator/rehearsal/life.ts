import { Account } from "../cloud/account";
import { adoptNetwork, type ForeignNetwork } from "../cloud/aws/foreign-network";
import type { Place } from "../cloud/cloud";
import { Engine } from "../engine/engine";
import type { Cli } from "../engine/pulumi-cli";
import { Weather } from "../providers/faults";
import { type ServedProviders, serveProviders } from "../providers/providers";

/** What is rehearsed, and with what. */
export interface Subject {
    readonly cli: Cli;
    readonly project: string;
    readonly stack: string;
    readonly config: Configuration;
    /** Registers the resources each time it is called, and gives back the stack's outputs. */
    readonly program: () => unknown;
    /** Account and region that the cloud answers for. */
    readonly place: Place;
    /** The network that somebody else owns and the stack is in, if it makes none. */
    readonly foreignNetwork?: ForeignNetwork | undefined;
    /** Folder or executable of the policy pack that judges each preview and update. */
    readonly policyPack?: string | undefined;
    /** What the policy pack sees of the environment. */
    readonly env?: Readonly<Record<string, string>> | undefined;
    /** Stops what runs when it aborts. */
    readonly signal?: AbortSignal | undefined;
}

/** Configuration as Pulumi has it: full keys, values as text; objects as JSON. */
export type Configuration = Readonly<Record<string, string>>;

/** One stack with a real engine, in an empty account of the simulated cloud. */
export class Life {
    #config: Configuration;

    private constructor(
        readonly subject: Subject,
        readonly account: Account,
        readonly weather: Weather,
        readonly engine: Engine,
        readonly providers: ServedProviders,
    ) {
        this.#config = subject.config;
    }

    /** Begins with nothing. What was begun is ended by {@link Life.close}, whatever happens. */
    static async begin(subject: Subject): Promise<Life> {
        const account = new Account(subject.place);
        if (subject.foreignNetwork) adoptNetwork(account, subject.foreignNetwork);
        const weather = new Weather();
        const providers = await serveProviders(account, weather);
        try {
            const engine = await Engine.open({ ...subject, providers: providers.ports });
            return new Life(subject, account, weather, engine, providers);
        } catch (error) {
            providers.close();
            throw error;
        }
    }

    /** Changes the configuration. Values that the change does not give stay. */
    async reconfigure(change: (config: Configuration) => Configuration): Promise<void> {
        const changed = change(this.#config);
        this.#config = { ...this.#config, ...changed };
        await this.engine.setConfig(changed);
    }

    /** Leaves no process, no port and no folder behind. */
    async close(): Promise<void> {
        await this.engine.close();
        this.providers.close();
    }
}
