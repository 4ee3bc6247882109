import { CLUSTER } from "../../facts/tokens";
import { resourceRule } from "../../machinery/rule";

/** Last day of standard support by Kubernetes version (Amazon EKS release calendar, read on 2026-11-01). */
const STANDARD_SUPPORT_UNTIL: Readonly<Record<string, string>> = {
    "1.33": "2026-07-29",
    "1.34": "2026-12-02",
    "1.35": "2027-03-26",
    "1.36": "2027-08-02",
};

/** Clusters stay in standard support. */
export const costEksStandardSupport = resourceRule({
    id: "cost-eks-standard-support",
    description: "Clusters stay in standard support.",
    why: "Extended support costs six times the price of the control plane and is entered without asking.",
    types: [CLUSTER],
    level: "mandatory",
    severity: "medium",
    frameworks: ["FSBP EKS.2", "CKV_AWS_339", "prowler eks_cluster_uses_a_supported_version"],
    remediation: 'Set upgradePolicy: {supportType: "STANDARD"} and a version in standard support.',
    check(cluster, { report, known, today }) {
        const support = cluster.at("upgradePolicy", "supportType");
        if (known(support) && support.text !== "STANDARD") {
            report(`upgradePolicy.supportType is ${support.text ?? "not set, which means EXTENDED"}.`, {
                detail: "supportType",
            });
        }
        const version = cluster.at("version");
        if (!known(version) || version.text === undefined) return;
        const until = endOfSupport(version.text);
        if (until === undefined || today <= until) return;
        report(`version ${version.text} left standard support${until ? ` after ${until}` : ""}.`, {
            detail: "version",
        });
    },
});

/** The last day of support; "" for versions before the table, undefined for versions after it. */
function endOfSupport(version: string): string | undefined {
    const oldest = Object.keys(STANDARD_SUPPORT_UNTIL)[0] ?? "";
    const minor = (v: string): number => Number(v.split(".")[1]);
    return STANDARD_SUPPORT_UNTIL[version] ?? (minor(version) < minor(oldest) ? "" : undefined);
}
