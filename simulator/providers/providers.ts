import type { Account } from "../cloud/account";
import { CloudProvider } from "./cloud-provider";
import { EksProvider } from "./eks";
import type { Weather } from "./faults";
import { type ProviderHandlers, type ServedProvider, serveProvider } from "./grpc";
import { type KubernetesEnvironment, KubernetesProvider } from "./kubernetes";

/** Providers that listen. */
export interface Served {
    /** Ports by package. */
    readonly ports: Readonly<Record<string, number>>;
    close(): void;
}

/** The three providers of a platform, listening. */
export interface ServedProviders extends Served {
    /** What they see of the environment. It may change while they listen. */
    readonly env: KubernetesEnvironment;
}

/** Serves the providers `aws`, `eks` and `kubernetes` on one account of the simulated cloud. */
export async function serveProviders(account: Account, weather: Weather): Promise<ServedProviders> {
    const versions = { aws: versionOf("aws"), eks: versionOf("eks"), kubernetes: versionOf("kubernetes") };
    const options = { account, weather };
    const env: KubernetesEnvironment = {};
    const providers = {
        aws: new CloudProvider(options),
        eks: new EksProvider(options, versions),
        kubernetes: new KubernetesProvider(options, env),
    };
    return { env, ...(await serveAll(providers)) };
}

/** Serves a provider for each package, at the version of its installed SDK. */
export async function serveAll(providers: Readonly<Record<string, ProviderHandlers>>): Promise<Served> {
    const served: [string, ServedProvider][] = [];
    for (const [pkg, provider] of Object.entries(providers)) {
        served.push([pkg, await serveProvider(pkg, versionOf(pkg), provider)]);
    }
    return {
        ports: Object.fromEntries(served.map(([pkg, { port }]) => [pkg, port])),
        close: () => {
            for (const [, provider] of served) provider.close();
        },
    };
}

/** The version of the installed SDK of a package. */
function versionOf(pkg: string): string {
    const { version } = require(`@pulumi/${pkg}/package.json`) as { version: string };
    return version;
}
