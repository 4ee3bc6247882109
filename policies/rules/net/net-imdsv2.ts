import { INSTANCE, LAUNCH_TEMPLATE } from "../../facts/tokens";
import { resourceRule } from "../../machinery/rule";

/** Instances answer metadata requests with a session token only, and not beyond the instance itself. */
export const netImdsv2 = resourceRule({
    id: "net-imdsv2",
    description: "Instances answer metadata requests with a session token only, and not beyond the instance itself.",
    why: "Otherwise any pod, or one forged request in a notebook, gets the credentials of the node.",
    types: [LAUNCH_TEMPLATE, INSTANCE],
    level: "mandatory",
    severity: "high",
    frameworks: [
        "FSBP EC2.8",
        "FSBP AutoScaling.3",
        "FSBP AutoScaling.4",
        "CIS-AWS 6.7",
        "CKV_AWS_79",
        "CKV_AWS_341",
        "trivy AWS-0028",
        "trivy AWS-0130",
    ],
    remediation: 'Set metadataOptions: {httpTokens: "required", httpPutResponseHopLimit: 1}.',
    check(resource, { report, known }) {
        const options = resource.at("metadataOptions");
        if (options.at("httpEndpoint").text === "disabled") return;
        const tokens = options.at("httpTokens");
        if (known(tokens) && tokens.text !== "required") {
            report(`metadataOptions.httpTokens is ${tokens.text ? `"${tokens.text}"` : "not set"}.`);
        }
        const limit = options.at("httpPutResponseHopLimit");
        if (known(limit) && Number(limit.value ?? 1) > 1) {
            report(`metadataOptions.httpPutResponseHopLimit is ${Number(limit.value)}, so pods reach it.`, {
                detail: "hopLimit",
            });
        }
    },
});
