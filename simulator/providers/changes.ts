import { isDeepStrictEqual } from "node:util";

import type { Properties } from "../../insight/graph";
import { valuesAt } from "../cloud/paths";
import type { ResourceType } from "../cloud/resource-type";
import { DEFAULTS, isDefault } from "./inputs";

/** How new inputs differ from old ones. */
export interface Changes {
    /** Names of the inputs that differ. */
    readonly changed: readonly string[];
    /** Those among them that make a new resource. */
    readonly replaces: readonly string[];
    /** Whether the new resource could not stand beside the old one: both have the name that the program gives. */
    readonly collides: boolean;
}

/** Compares inputs as a provider does. A value that is not known yet counts as another one. */
export function changesOf({ replaces, autoname }: ResourceType, olds: Properties, news: Properties): Changes {
    const keys = [...new Set([...Object.keys(olds), ...Object.keys(news)])].filter((key) => key !== DEFAULTS);
    const changed = keys.filter((key) => !isDeepStrictEqual(olds[key], news[key]));
    const replacing = replaces.filter((path) => !isDeepStrictEqual(valuesAt(olds, path), valuesAt(news, path)));
    return {
        changed,
        replaces: [...new Set(replacing.map((path) => path.split(".")[0] ?? path))],
        collides: autoname === undefined || !isDefault(news, autoname.property),
    };
}
