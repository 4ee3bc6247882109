import tseslint from "typescript-eslint";

// Five rules that need types, and nothing else: Biome has the rest. They find what compiles and is wrong with outputs:
// `s3://${bucket.bucket}`, "s3://" + output, if (output), and a promise nobody waits for.
export default tseslint.config(
    { ignores: ["dist/", "node_modules/", "coverage/"] },
    {
        files: ["**/*.ts"],
        languageOptions: {
            parser: tseslint.parser,
            parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
        },
        plugins: { "@typescript-eslint": tseslint.plugin },
        rules: {
            "@typescript-eslint/no-base-to-string": "error",
            "@typescript-eslint/no-floating-promises": "error",
            "@typescript-eslint/no-unnecessary-condition": "error",
            "@typescript-eslint/restrict-plus-operands": "error",
            "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
        },
    },
);
