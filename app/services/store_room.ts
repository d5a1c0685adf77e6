/** Set by a request that was refused, cleared by the next that the database accepts. */
export const storeRoom = { isShort: false }
