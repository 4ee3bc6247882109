/** What a planner answers: the plan, or every reason why there is none. */
export type Planned<T> = { readonly plan: T } | { readonly problems: readonly string[] };
