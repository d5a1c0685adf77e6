import { defineConfig } from '@adonisjs/static'

/** Vite puts a hash in every asset's name, so what is below `assets/` never changes. */
export default defineConfig({
  enabled: true,
  etag: true,
  lastModified: true,
  dotFiles: 'ignore',
  headers: (path): Record<string, string> =>
    path.includes('/assets/') ? { 'cache-control': 'public, max-age=31536000, immutable' } : {},
})
