import { defineConfig } from 'vite'
import adonisjs from '@adonisjs/vite/client'

const hotReloadPort = Number(process.env.VITE_HMR_PORT)

export default defineConfig({
  server: hotReloadPort ? { hmr: { port: hotReloadPort } } : {},
  plugins: [
    adonisjs({
      entryPoints: [
        'resources/css/public.css',
        'resources/css/admin.css',
        'resources/js/public.js',
        'resources/js/admin.js',
      ],
      reload: ['resources/views/**/*.edge'],
    }),
  ],
})
