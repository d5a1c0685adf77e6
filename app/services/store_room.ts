/**
 * Whether the database lately had no room on disk or in memory: set by the request that was
 * refused, cleared by the next one that the database accepts.
 */
export const storeRoom = { isShort: false }
