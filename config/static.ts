import { defineConfig } from '@adonisjs/static'

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
    const cached = CACHED.find(({ below }) => path.includes(below))
    return cached ? { 'cache-control': cached.as } : {}
  },
})
