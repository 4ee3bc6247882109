import { Platform } from "../../components";
import { readPlatform } from "./config";

const platform = new Platform("ml", readPlatform());

export const clusterName = platform.cluster.name;
export const kubeconfig = platform.cluster.kubeconfig;
export const artifactRoot = platform.artifactStore.uri;
