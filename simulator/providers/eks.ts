import { credentials } from "@grpc/grpc-js";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { ResourceMonitorClient } from "@pulumi/pulumi/proto/resource_grpc_pb";
import * as resource from "@pulumi/pulumi/proto/resource_pb";

import type { Properties } from "../../insight/graph";
import type { RemoteChild, RemoteRef } from "../cloud/cloud";
import { ChildStates, constructEksCluster, EKS_CLUSTER } from "../cloud/eks-cluster";
import { CloudProvider, type CloudProviderOptions } from "./cloud-provider";
import { plainOf, resourceReference, structOf } from "./values";

/** Versions of the SDKs whose resources the component registers, by package. */
export type SdkVersions = Readonly<Record<"aws" | "kubernetes", string>>;

/** What a child became: the engine's URN, id and state. */
interface Registered {
    readonly urn: string;
    readonly id: string;
    readonly state: Properties;
}

/** The provider of `@pulumi/eks`: it has components alone, and registers their children with the engine itself. */
export class EksProvider extends CloudProvider {
    override readonly acceptsSecrets = true;

    constructor(
        options: CloudProviderOptions,
        private readonly versions: SdkVersions,
    ) {
        super(options);
    }

    override async construct(request: proto.ConstructRequest): Promise<proto.ConstructResponse> {
        if (request.getType() !== EKS_CLUSTER) return super.construct(request);
        const monitor = new ResourceMonitorClient(request.getMonitorendpoint(), credentials.createInsecure());
        try {
            return await new Construction(monitor, request, this.versions).run(this.place);
        } finally {
            monitor.close();
        }
    }
}

/** One construction of a component under way. */
class Construction {
    readonly #registered = new Map<string, Registered>();

    constructor(
        private readonly monitor: ResourceMonitorClient,
        private readonly request: proto.ConstructRequest,
        private readonly versions: SdkVersions,
    ) {}

    async run(place: Parameters<typeof constructEksCluster>[1]): Promise<proto.ConstructResponse> {
        const { request } = this;
        const [type, name, inputs] = [request.getType(), request.getName(), plainOf(request.getInputs())];
        const component = await this.register(this.component(type, name));
        const { children, cluster, outputs } = constructEksCluster({ urn: component.urn, type, name, inputs }, place);
        const states = new ChildStates();
        for (const child of children) {
            const made = await this.register(this.child(component.urn, child, child.inputs(states.of)));
            if (!child.custom) await this.finish(made.urn, structOf({}));
            this.#registered.set(keyOf(child), made);
            states.add(child, made.state);
        }
        const controlPlane = this.made(cluster);
        const eksCluster = resourceReference(controlPlane.urn, controlPlane.id, this.versions.aws);
        const state = structOf({ ...outputs(states.of), eksCluster });
        await this.finish(component.urn, state);
        const response = new proto.ConstructResponse().setUrn(component.urn).setState(state);
        for (const property of ["eksCluster", "kubeconfig", "kubeconfigJson", "clusterSecurityGroupId"]) {
            const dependencies = new proto.ConstructResponse.PropertyDependencies().setUrnsList([controlPlane.urn]);
            response.getStatedependenciesMap().set(property, dependencies);
        }
        return response;
    }

    private component(type: string, name: string): resource.RegisterResourceRequest {
        const { request } = this;
        return new resource.RegisterResourceRequest()
            .setType(type)
            .setName(name)
            .setParent(request.getParent())
            .setCustom(false)
            .setProtect(request.getProtect() ?? false)
            .setDependenciesList(request.getDependenciesList())
            .setObject(request.getInputs());
    }

    private child(component: string, child: RemoteChild, inputs: Properties): resource.RegisterResourceRequest {
        const within = child.within?.at(-1);
        const parent = within ? this.made(within).urn : component;
        const registration = new resource.RegisterResourceRequest()
            .setType(child.type)
            .setName(child.name)
            .setParent(parent)
            .setCustom(child.custom)
            .setProtect(this.request.getProtect() ?? false)
            .setSupportspartialvalues(true)
            .setObject(structOf(inputs))
            .setVersion(child.custom ? this.versionOf(child.type) : "")
            .setDependenciesList((child.dependsOn ?? []).map((other) => this.made(other).urn));
        // The component's own dependencies hold for what it registers.
        for (const urn of this.request.getDependenciesList()) registration.addDependencies(urn);
        for (const { property, ...other } of child.dependsOn ?? []) {
            if (property === undefined) continue;
            const dependencies = new resource.RegisterResourceRequest.PropertyDependencies();
            registration.getPropertydependenciesMap().set(property, dependencies.setUrnsList([this.made(other).urn]));
        }
        return registration;
    }

    private versionOf(type: string): string {
        return type === "pulumi:providers:kubernetes" ? this.versions.kubernetes : this.versions.aws;
    }

    private made(child: RemoteRef): Registered {
        const made = this.#registered.get(keyOf(child));
        if (!made) throw new Error(`${child.type} "${child.name}" must be listed before what is made from it.`);
        return made;
    }

    private register(registration: resource.RegisterResourceRequest): Promise<Registered> {
        registration.setAcceptsecrets(true).setAcceptresources(true);
        return new Promise((resolve, reject) => {
            this.monitor.registerResource(registration, (error, response) => {
                if (error) reject(error);
                else resolve({ urn: response.getUrn(), id: response.getId(), state: plainOf(response.getObject()) });
            });
        });
    }

    private finish(urn: string, outputs: ReturnType<typeof structOf>): Promise<void> {
        const request = new resource.RegisterResourceOutputsRequest().setUrn(urn).setOutputs(outputs);
        return new Promise((resolve, reject) => {
            this.monitor.registerResourceOutputs(request, (error) => (error ? reject(error) : resolve()));
        });
    }
}

function keyOf({ type, name }: RemoteRef): string {
    return `${type}::${name}`;
}
