import { ArtifactStore } from "../../components/storage/artifact-store";
import { ACCOUNT } from "./deploy";

/** Two buckets with a key and all their settings: few resources, for tests with many lives. */
export function smallProgram(tags: Readonly<Record<string, string>> = {}): () => void {
    return () => void new ArtifactStore("store", { account: { ...ACCOUNT }, deletionProtection: false, tags });
}
