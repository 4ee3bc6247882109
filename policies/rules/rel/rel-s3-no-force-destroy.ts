import { BUCKETS } from "../../facts/tokens";
import { resourceRule } from "../../machinery/rule";

/** In prod, nothing that holds data may be deleted while it holds some. */
export const relS3NoForceDestroy = resourceRule({
    id: "rel-s3-no-force-destroy",
    description: "In prod, nothing that holds data may be deleted while it holds some.",
    why: "forceDestroy deletes every object and version first, without a second question.",
    types: [...BUCKETS, "aws:ecr/repository:Repository", "aws:backup/vault:Vault"],
    level: { dev: "disabled", staging: "disabled", prod: "mandatory" },
    severity: "high",
    frameworks: [],
    remediation: "Remove forceDestroy (forceDelete), and empty the resource by hand when it has to go.",
    check(resource, { report, known }) {
        for (const flag of [resource.at("forceDestroy"), resource.at("forceDelete")]) {
            if (known(flag) && flag.isTrue) report(`${flag.path} is true.`);
        }
    },
});
