/** A mistake of the person at the terminal: its message is all that is shown. */
export class UserError extends Error {
    override readonly name = "UserError";
}
