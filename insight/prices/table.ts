/** A price by AWS region code. A region that is not there is not priced, and the estimate says so. */
export type PerRegion = Readonly<Record<string, number>>;

/** What is billed by a unit that is not an instance. The name says the unit. */
export type UnitName =
    | "eksClusterHour"
    | "eksClusterExtendedHour"
    | "natGatewayHour"
    | "natGatewayGb"
    | "interfaceEndpointZoneHour"
    | "interfaceEndpointGb"
    | "publicIpv4Hour"
    | "gp3GbMonth"
    | "kmsKeyMonth"
    | "secretMonth"
    | "alarmMonth"
    | "logsIngestGb"
    | "logsStorageGbMonth"
    | "s3StandardGbMonth"
    | "ecrStorageGbMonth";

/** Prices of one day, in USD. Everything an estimate multiplies comes from here. */
export interface PriceTable {
    /** Day on which the figures were read, "YYYY-MM-DD". */
    readonly effectiveDate: string;
    readonly currency: "USD";
    /** Hours that AWS counts in a month. */
    readonly hoursPerMonth: number;
    /** Where the figures come from, one sentence each. */
    readonly sources: readonly string[];
    /** On-demand price of a Linux instance with shared tenancy, USD per hour, by instance type. */
    readonly instances: Readonly<Record<string, PerRegion>>;
    /** Typical spot price as a share of on-demand, by the letter that starts a family: an estimate, not a quote. */
    readonly spotShares: Readonly<Record<string, number>>;
    readonly units: Readonly<Record<UnitName, PerRegion>>;
}

/** USD per hour for one instance, or undefined when the table has no row for the type or no price in the region. */
export function instancePerHour(
    table: PriceTable,
    type: string,
    region: string,
    capacity: "on-demand" | "spot",
): number | undefined {
    const onDemand = table.instances[type]?.[region];
    if (onDemand === undefined || capacity === "on-demand") return onDemand;
    const share = table.spotShares[type.charAt(0)];
    return share === undefined ? undefined : onDemand * share;
}
