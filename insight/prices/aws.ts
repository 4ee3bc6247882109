import { INSTANCES } from "./instances";
import type { PerRegion, PriceTable } from "./table";

/** One price in every region of the table. */
function everywhere(usd: number): PerRegion {
    return { "us-east-1": usd, "us-west-2": usd, "eu-west-1": usd, "eu-central-1": usd };
}

/**
 * AWS list prices, before any discount, free tier, tax or support plan.
 *
 * A new region is a new column in each row here and in `instances.ts`; a region with a missing price is reported by the
 * estimate, not guessed.
 */
export const AWS_PRICES: PriceTable = {
    effectiveDate: "2026-07-20",
    currency: "USD",
    hoursPerMonth: 730,
    sources: [
        "EC2 us-east-1: AWS price list as generated into Karpenter (aws/karpenter-provider-aws, 2026-07-20).",
        "EC2 other regions: AWS price list as republished by Apache Libcloud 3.9.1 (2025-03) and SkyPilot's catalogue.",
        "EKS: aws.amazon.com/eks/pricing. VPC: aws.amazon.com/vpc/pricing. EBS: aws.amazon.com/ebs/pricing.",
        "KMS, Secrets Manager, CloudWatch, S3, ECR: the pricing page of each service, first tier.",
        "Spot: typical shares, an estimate from one day's spot prices in SkyPilot's catalogue (2026). Not a quote.",
    ],
    instances: INSTANCES,
    // Read off sampled rows of that day in the four regions: m, c and r near 0.40 (c6i, m5n, r5, r8i), g from 0.32 to
    // 0.51 (g6), p4d near 0.40 in the zones that had spot at all. Burstable families were not sampled and take 0.40.
    spotShares: { t: 0.4, m: 0.4, c: 0.4, r: 0.4, g: 0.45, p: 0.4 },
    units: {
        // A version in standard support costs the first, one in extended support the second (AWS: 0.10 + 0.50).
        eksClusterHour: everywhere(0.1),
        eksClusterExtendedHour: everywhere(0.6),
        natGatewayHour: { "us-east-1": 0.045, "us-west-2": 0.045, "eu-west-1": 0.048, "eu-central-1": 0.052 },
        natGatewayGb: { "us-east-1": 0.045, "us-west-2": 0.045, "eu-west-1": 0.048, "eu-central-1": 0.052 },
        interfaceEndpointZoneHour: { "us-east-1": 0.01, "us-west-2": 0.01, "eu-west-1": 0.011, "eu-central-1": 0.012 },
        interfaceEndpointGb: everywhere(0.01),
        publicIpv4Hour: everywhere(0.005),
        gp3GbMonth: { "us-east-1": 0.08, "us-west-2": 0.08, "eu-west-1": 0.088, "eu-central-1": 0.0952 },
        kmsKeyMonth: everywhere(1),
        secretMonth: everywhere(0.4),
        // Standard resolution, one metric. An alarm on several metrics costs that many times.
        alarmMonth: everywhere(0.1),
        logsIngestGb: { "us-east-1": 0.5, "us-west-2": 0.5, "eu-west-1": 0.57, "eu-central-1": 0.63 },
        logsStorageGbMonth: { "us-east-1": 0.03, "us-west-2": 0.03, "eu-west-1": 0.03, "eu-central-1": 0.0324 },
        s3StandardGbMonth: { "us-east-1": 0.023, "us-west-2": 0.023, "eu-west-1": 0.023, "eu-central-1": 0.0245 },
        ecrStorageGbMonth: everywhere(0.1),
    },
};
