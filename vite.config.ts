import { defineConfig } from 'vite'
import adonisjs from '@adonisjs/vite/client'

export default defineConfig({
  // Alpine's parts expect that their build names a version; nothing here reads it.
  define: { ALPINE_VERSION: '""' },
  plugins: [
    adonisjs({
      entryPoints: [
        'resources/css/public.css',
        'resources/css/admin.css',
        'resources/css/portal.css',
        'resources/css/reference.css',
        'resources/js/public.js',
        'resources/js/admin.js',
        'resources/js/portal.js',
        'resources/js/reference.js',
      ],
      reload: ['resources/views/**/*.edge'],
    }),
  ],
})
