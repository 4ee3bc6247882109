import { INSTANCE, LAUNCH_TEMPLATE } from "../../facts/tokens";
import type { Field } from "../../machinery/reader";
import type { Resource } from "../../machinery/resource";
import { type Reporter, resourceRule } from "../../machinery/rule";

const VOLUME = "aws:ebs/volume:Volume";

/** EBS volumes, instance disks and launch template disks are encrypted. */
export const encEbsVolume = resourceRule({
    id: "enc-ebs-volume",
    description: "EBS volumes, instance disks and launch template disks are encrypted.",
    why: "Node disks hold images, model weights and pods' scratch data; a snapshot of them can be shared by mistake.",
    types: [VOLUME, LAUNCH_TEMPLATE, INSTANCE],
    level: "mandatory",
    severity: "high",
    frameworks: [
        "FSBP EC2.3",
        "CIS-AWS 6.1.1",
        "CKV_AWS_3",
        "CKV_AWS_8",
        "cdk-nag AwsSolutions-EC26",
        "trivy AWS-0026",
        "trivy AWS-0131",
        "trivy AWS-0008",
    ],
    remediation: 'Set encrypted: true (in a launch template "true") on the disk.',
    check(resource, context) {
        for (const disk of disks(resource, context)) {
            const encrypted = disk.at("encrypted");
            if (!context.known(encrypted) || encrypted.isTrue) continue;
            const state = encrypted.state === "absent" ? "not set" : String(encrypted.value);
            const detail = disk.path ? { detail: disk.path } : {};
            context.report(`${encrypted.path} is ${state}.`, detail);
        }
    },
});

function disks(resource: Resource, { known }: Reporter): readonly Field[] {
    switch (resource.type) {
        case VOLUME:
            return [resource.at()];
        case LAUNCH_TEMPLATE: {
            const mappings = resource.at("blockDeviceMappings");
            // A mapping without ebs is an instance store or hides a device.
            return known(mappings)
                ? mappings
                      .items()
                      .filter(known)
                      .map((m) => m.at("ebs"))
                      .filter((e) => e.isSet)
                : [];
        }
        default: {
            const more = resource.at("ebsBlockDevices");
            return [resource.at("rootBlockDevice"), ...(known(more) ? more.items() : [])];
        }
    }
}
