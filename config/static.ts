import { defineConfig } from '@adonisjs/static'

/** It shows what it is sent, and fetches nothing of anybody's. */
const WORKER = {
  'cache-control': 'no-cache',
  'content-security-policy': "default-src 'none'",
}

/**
 * Vite puts a hash in every asset's name, so what is below `assets/` never changes. What other sites
 * load is named after its edition, and asked for again now and then.
 */
const CACHED = [
  { below: '/assets/', as: 'public, max-age=31536000, immutable' },
  { below: '/embed/', as: 'public, max-age=3600' },
]

export default defineConfig({
  enabled: true,
  etag: true,
  lastModified: true,
  dotFiles: 'ignore',
  headers: (path): Record<string, string> => {
    if (path.endsWith('push-worker.js')) return WORKER
    const cached = CACHED.find(({ below }) => path.includes(below))
    return cached ? { 'cache-control': cached.as } : {}
  },
})
