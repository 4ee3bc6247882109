import { isWorld } from "../../facts/cidrs";
import { CLUSTER } from "../../facts/tokens";
import { resourceRule } from "../../machinery/rule";

/** A public Kubernetes API answers named networks only. */
export const netEksEndpointCidrs = resourceRule({
    id: "net-eks-endpoint-cidrs",
    description: "A public Kubernetes API answers named networks only.",
    why: "The default is every address of the internet.",
    types: [CLUSTER],
    level: "mandatory",
    severity: "high",
    frameworks: ["CIS-EKS 5.4.1", "CKV_AWS_38", "trivy AWS-0041"],
    remediation: "Set vpcConfig.publicAccessCidrs to the networks of your offices, VPN and CI.",
    check(cluster, { report, known }) {
        if (cluster.at("vpcConfig", "endpointPublicAccess").isFalse) return;
        const cidrs = cluster.at("vpcConfig", "publicAccessCidrs");
        if (!known(cidrs)) return;
        if (cidrs.items().length === 0) return report("vpcConfig.publicAccessCidrs is not set, which means 0.0.0.0/0.");
        for (const cidr of cidrs.items()) {
            if (!known(cidr) || !isWorld(cidr.text)) continue;
            report(`vpcConfig.publicAccessCidrs holds ${cidr.text}.`, { detail: `${cidr.text}` });
        }
    },
});
