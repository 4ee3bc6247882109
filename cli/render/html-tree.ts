import type { GraphResource, ResourceGraph } from "../../insight/graph";
import { compareText } from "../../insight/reading";
import { html, type Markup } from "./html-markup";

/** Children of one resource that a page lists; a thousand teams would make it too large to read. */
const MOST_CHILDREN = 200;

/** Every resource under its parent, folded below the first level. */
export function resourceTree(graph: ResourceGraph): Markup {
    const isRoot = (r: GraphResource) => r.parent === undefined || graph.get(r.parent) === undefined;
    const roots = graph.resources.filter(isRoot).flatMap((r) => unwrapped(graph, r));
    return html`<section class="wide"><h2>Resources</h2><div class="tree">${list(graph, roots, 0)}</div></section>`;
}

/** The stack's own record is the page itself, and providers are settings, so neither is a node of the tree. */
function unwrapped(graph: ResourceGraph, root: GraphResource): readonly GraphResource[] {
    const shown = (r: GraphResource) => !r.type.startsWith("pulumi:");
    if (root.type === "pulumi:pulumi:Stack") return graph.childrenOf(root.urn).filter(shown);
    return shown(root) ? [root] : [];
}

function list(graph: ResourceGraph, resources: readonly GraphResource[], depth: number): Markup {
    const rest = resources.length - MOST_CHILDREN;
    const more = rest > 0 ? html`<li class="leaf">and ${rest} more</li>` : undefined;
    return html`<ul>${[...resources]
        .sort(byName)
        .slice(0, MOST_CHILDREN)
        .map((r) => node(graph, r, depth))}${more}</ul>`;
}

function node(graph: ResourceGraph, resource: GraphResource, depth: number): Markup {
    const children = graph.childrenOf(resource.urn).filter((r) => !r.type.startsWith("pulumi:"));
    const label = html`${resource.name} <code>${resource.type}</code>`;
    if (children.length === 0) return html`<li class="leaf">${label}</li>`;
    const open = depth === 0 ? html` open` : undefined;
    return html`<li><details${open}><summary>${label} · ${children.length}</summary>${list(graph, children, depth + 1)}</details></li>`;
}

/** The same order in every run, whatever the order of registration was. */
function byName(a: GraphResource, b: GraphResource): number {
    return compareText(a.name, b.name) || compareText(a.urn, b.urn);
}
