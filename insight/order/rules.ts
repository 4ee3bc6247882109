import { CLUSTER_RULES } from "./cluster";
import { CONTROLLER_RULES } from "./controllers";
import { KUBERNETES_RULES } from "./kubernetes";
import { NETWORK_RULES } from "./network";
import { NODE_RULES } from "./nodes";
import type { OrderRule } from "./order-rule";
import { STORAGE_RULES } from "./storage";

/** Every order that a stack must hold. */
export const ORDER_RULES: readonly OrderRule[] = [
    ...KUBERNETES_RULES,
    ...CONTROLLER_RULES,
    ...NODE_RULES,
    ...CLUSTER_RULES,
    ...NETWORK_RULES,
    ...STORAGE_RULES,
];
