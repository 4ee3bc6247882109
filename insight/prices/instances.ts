import type { PerRegion } from "./table";

/**
 * Families whose price grows with the size alone: USD per hour of the `large` size, Linux, shared tenancy.
 *
 * us-east-1: the list that Karpenter generates from the AWS price list (generated 2026-07-20), exact.
 * Other regions: AWS's own on-demand list as republished by Apache Libcloud 3.9.1 (2025-03), the value on which the
 * sizes of a family agree; AWS has not changed these families since, so they are good to a fraction of a percent.
 */
const PER_LARGE_HOUR: Readonly<Record<string, PerRegion>> = {
    t3: { "us-east-1": 0.0832, "us-west-2": 0.0832, "eu-west-1": 0.0912, "eu-central-1": 0.096 },
    t3a: { "us-east-1": 0.0752, "us-west-2": 0.0752, "eu-west-1": 0.0816, "eu-central-1": 0.0864 },
    t4g: { "us-east-1": 0.0672, "us-west-2": 0.0672, "eu-west-1": 0.0736, "eu-central-1": 0.0768 },
    m6i: { "us-east-1": 0.096, "us-west-2": 0.096, "eu-west-1": 0.107, "eu-central-1": 0.115 },
    m7i: { "us-east-1": 0.1008, "us-west-2": 0.1008, "eu-west-1": 0.11235, "eu-central-1": 0.12075 },
    m6g: { "us-east-1": 0.077, "us-west-2": 0.077, "eu-west-1": 0.086, "eu-central-1": 0.092 },
    m7g: { "us-east-1": 0.0816, "us-west-2": 0.0816, "eu-west-1": 0.091, "eu-central-1": 0.0978 },
    c6i: { "us-east-1": 0.085, "us-west-2": 0.085, "eu-west-1": 0.0912, "eu-central-1": 0.097 },
    c7i: { "us-east-1": 0.08925, "us-west-2": 0.08925, "eu-west-1": 0.09576, "eu-central-1": 0.10185 },
    c7g: { "us-east-1": 0.0725, "us-west-2": 0.0725, "eu-west-1": 0.0775, "eu-central-1": 0.0825 },
    r6i: { "us-east-1": 0.126, "us-west-2": 0.126, "eu-west-1": 0.141, "eu-central-1": 0.152 },
    r7i: { "us-east-1": 0.1323, "us-west-2": 0.1323, "eu-west-1": 0.14805, "eu-central-1": 0.1596 },
};

/** How many `large` a size is. */
const LARGES: Readonly<Record<string, number>> = {
    medium: 0.5,
    large: 1,
    xlarge: 2,
    "2xlarge": 4,
    "4xlarge": 8,
    "8xlarge": 16,
    "12xlarge": 24,
    "16xlarge": 32,
    "24xlarge": 48,
};

/** Sizes that do not exist: Intel families of the sixth generation start at large, burstable ones end at 2xlarge. */
function exists(family: string, size: string): boolean {
    const larges = LARGES[size] ?? 0;
    if (family.startsWith("t")) return larges <= 4;
    const arm = family.endsWith("g");
    return arm ? larges <= 32 : larges >= 1;
}

/**
 * GPU instances, USD per hour by size in us-east-1 (Karpenter's list, 2026-07-20, exact) and the factor of each other
 * region where AWS offers the family.
 *
 * AWS prices a GPU family in a region by one factor. The factors come from republished on-demand lists: g4dn and g5
 * from Apache Libcloud 3.9.1 (2025-03), g6 from the same and SkyPilot's catalogue (2026), p4d and p5 from SkyPilot's
 * catalogue (2026), so they include the price cut of June 2025. Good to about 0.1 %.
 */
const GPU: Readonly<
    Record<string, { readonly perHour: Readonly<Record<string, number>>; readonly factor: PerRegion }>
> = {
    // One to eight NVIDIA T4, 16 GiB each.
    g4dn: {
        perHour: {
            xlarge: 0.526,
            "2xlarge": 0.752,
            "4xlarge": 1.204,
            "8xlarge": 2.176,
            "12xlarge": 3.912,
            "16xlarge": 4.352,
            metal: 7.824,
        },
        factor: { "us-east-1": 1, "us-west-2": 1, "eu-west-1": 1.115, "eu-central-1": 1.25 },
    },
    // One to eight NVIDIA A10G, 24 GiB each.
    g5: {
        perHour: {
            xlarge: 1.006,
            "2xlarge": 1.212,
            "4xlarge": 1.624,
            "8xlarge": 2.448,
            "12xlarge": 5.672,
            "16xlarge": 4.096,
            "24xlarge": 8.144,
            "48xlarge": 16.288,
        },
        factor: { "us-east-1": 1, "us-west-2": 1, "eu-west-1": 1.1163, "eu-central-1": 1.2505 },
    },
    // One to eight NVIDIA L4, 24 GiB each. Not offered in eu-west-1.
    g6: {
        perHour: {
            xlarge: 0.8048,
            "2xlarge": 0.9776,
            "4xlarge": 1.3232,
            "8xlarge": 2.0144,
            "12xlarge": 4.6016,
            "16xlarge": 3.3968,
            "24xlarge": 6.6752,
            "48xlarge": 13.3504,
        },
        factor: { "us-east-1": 1, "us-west-2": 1, "eu-central-1": 1.2505 },
    },
    // Eight NVIDIA A100, 40 GiB each.
    p4d: {
        perHour: { "24xlarge": 21.957642 },
        factor: { "us-east-1": 1, "us-west-2": 1, "eu-west-1": 1.08007, "eu-central-1": 1.24936 },
    },
    // One or eight NVIDIA H100, 80 GiB each. Not offered in eu-west-1 and eu-central-1.
    p5: {
        perHour: { "4xlarge": 6.88, "48xlarge": 55.04 },
        factor: { "us-east-1": 1, "us-west-2": 1 },
    },
};

function scaled(prices: PerRegion, factor: number): PerRegion {
    return Object.fromEntries(Object.entries(prices).map(([region, usd]) => [region, round(usd * factor)]));
}

/** Five decimals, as AWS lists them. */
function round(usd: number): number {
    return Number(usd.toFixed(5));
}

function general(): [string, PerRegion][] {
    return Object.entries(PER_LARGE_HOUR).flatMap(([family, perLarge]) =>
        Object.entries(LARGES)
            .filter(([size]) => exists(family, size))
            .map(([size, larges]): [string, PerRegion] => [`${family}.${size}`, scaled(perLarge, larges)]),
    );
}

function gpu(): [string, PerRegion][] {
    return Object.entries(GPU).flatMap(([family, { perHour, factor }]) =>
        Object.entries(perHour).map(([size, usd]): [string, PerRegion] => [`${family}.${size}`, scaled(factor, usd)]),
    );
}

/** On-demand price of every known instance type, USD per hour by region. */
export const INSTANCES: Readonly<Record<string, PerRegion>> = Object.fromEntries([...general(), ...gpu()]);
