import { describe, expect, inject, it } from "vitest";

import { setUnreachable } from "../../simulator/cloud/kubernetes/reachable";
import { example, expectNothing, inCloud, Lives, well } from "../support/lives";

const cli = inject("cli");

/**
 * What an operator does when the API server does not answer any more, and the platform has to go:
 *
 * 1. `pulumi destroy` deletes what stands in no cluster and does not need one, and says what it could not.
 * 2. `PULUMI_K8S_DELETE_UNREACHABLE=true pulumi refresh` drops the cluster's objects from the state, Helm releases too
 *    (`pulumi destroy` with the same variable drops objects, but no release: pulumi/pulumi-kubernetes#2675).
 * 3. `pulumi destroy` deletes the rest; the objects end with the cluster. Load balancers and volumes that its controllers
 *    made do not: the search for leftovers lists them.
 */
describe.skipIf(cli === undefined)("an API server that does not answer", () => {
    const lives = new Lives();

    it("keeps a stack from being destroyed, until its objects are taken for gone", async () => {
        const life = await lives.begin(example("dev"));
        const { account, engine, providers } = life;
        well(await engine.up());
        const [cluster] = account.ofType("aws:eks/cluster:Cluster");
        setUnreachable(account, String(cluster?.outputs.name), true);

        const refused = await engine.destroy();
        expect(refused.failed).toContain("configured Kubernetes cluster is unreachable");
        expect(refused.failed).toContain("run pulumi refresh with PULUMI_K8S_DELETE_UNREACHABLE=true");
        expect(inCloud(life).join()).toContain("aws:eks/cluster:Cluster");

        providers.env.PULUMI_K8S_DELETE_UNREACHABLE = "true";
        well(await engine.refresh());
        well(await engine.destroy());
        await expectNothing(life);
    });
});
