import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vite'
import adonisjs from '@adonisjs/vite/client'

const SHARED = /\/(alpinejs\/src|resources\/js\/(alpine|components\/(guesses_zone|takes_focus)))/

/** Alpine's parts ask for the whole of it, only to hand it on. They are handed what we use. */
const alpineFromItsParts: Plugin = {
  name: 'alpine-from-its-parts',
  enforce: 'pre',
  resolveId(source, importer) {
    const isWhole = source === './alpine' && importer?.includes('/alpinejs/src/')
    return isWhole ? fileURLToPath(new URL('resources/js/alpine.js', import.meta.url)) : null
  },
}

export default defineConfig({
  optimizeDeps: { exclude: ['alpinejs'] },
  build: {
    rolldownOptions: {
      output: {
        // What clients' and owners' pages share, in one file: files of some hundred bytes weigh twice.
        codeSplitting: { groups: [{ name: 'alpine', test: SHARED }] },
      },
    },
  },
  plugins: [
    alpineFromItsParts,
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
