import { type Answer, digits, type Place, physicalName } from "../cloud";

/** The ARN of something in the region. */
export function arn(place: Place, service: string, resource: string): string {
    return `arn:aws:${service}:${place.region}:${place.accountId}:${resource}`;
}

/** The ARN of something that is in no region, as IAM's things are. */
export function globalArn(place: Place, service: string, resource: string): string {
    return `arn:aws:${service}::${place.accountId}:${resource}`;
}

/** EC2's way: an id with a prefix and 17 digits, and an ARN that ends with it. */
export function ec2(prefix: string, kind: string, more?: Answer): Answer {
    return (request, place) => {
        const id = `${prefix}-${digits(request.urn, 17)}`;
        return { id, outputs: { arn: arn(place, "ec2", `${kind}/${id}`), ...more?.(request, place).outputs } };
    };
}

/** A resource that is only a setting of another: its id is the other's. */
export function settingOf(property: string): Answer {
    return ({ inputs }) => ({ id: String(inputs[property]), outputs: {} });
}

/** A resource whose id joins what it connects. */
export function joining(separator: string, ...properties: readonly string[]): Answer {
    return ({ inputs }) => ({ id: properties.map((p) => String(inputs[p])).join(separator), outputs: {} });
}

/** A part of an EKS cluster: its ARN names the cluster and itself. */
export function eksPart(kind: string, property: string): Answer {
    return (request, place) => {
        const { clusterName } = request.inputs;
        const part = physicalName(request, property);
        const partArn = arn(place, "eks", `${kind}/${String(clusterName)}/${part}/${digits(request.urn, 8)}`);
        return { id: `${String(clusterName)}:${part}`, outputs: { arn: partArn, [property]: part } };
    };
}
