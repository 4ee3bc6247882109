/** There is no Pulumi CLI and none can be had, or the one asked for cannot be used. Its message says what to do. */
export class NoCli extends Error {
    override readonly name = "NoCli";
}
