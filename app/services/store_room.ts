/**
 * Whether the database lately had no room, on its disk or in memory, for what was asked of it: set by
 * whoever was refused, and cleared by whoever finds that it takes something again.
 */
export const storeRoom = { isShort: false }
