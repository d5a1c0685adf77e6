import { existsSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../', import.meta.url))

/** @param {string[]} segments */
export const inRoot = (...segments) => join(root, ...segments)

/**
 * Folder by folder: the recursive mkdir of Node never returns where a system refuses with ENOENT.
 *
 * @param {string} path
 */
export function makeFolder(path) {
  if (existsSync(path)) return
  makeFolder(dirname(path))
  mkdirSync(path, { mode: 0o755 })
}
