import { resourceRule } from "../../machinery/rule";

/** Storage classes of the EBS driver create encrypted volumes. */
export const encStorageclass = resourceRule({
    id: "enc-storageclass",
    description: "Storage classes of the EBS driver create encrypted volumes.",
    why: "A class is the only place where pods' volumes are decided; no AWS rule sees them before they exist.",
    types: ["kubernetes:storage.k8s.io/v1:StorageClass"],
    level: "mandatory",
    severity: "high",
    frameworks: ["FSBP EC2.3", "EKS-BPG data"],
    remediation: 'Set parameters.encrypted: "true".',
    check(storageClass, { report, known }) {
        if (storageClass.at("provisioner").text !== "ebs.csi.aws.com") return;
        const encrypted = storageClass.at("parameters", "encrypted");
        if (!known(encrypted) || encrypted.isTrue) return;
        report(
            `parameters.encrypted is ${encrypted.state === "absent" ? "not set" : JSON.stringify(encrypted.value)}.`,
        );
    },
});
