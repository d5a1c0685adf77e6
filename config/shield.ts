import env from '#start/env'
import { isHttps } from '#config/app'
import { defineConfig } from '@adonisjs/shield'

/** Where Vite serves the assets, its hot reload listens on a port of its own. */
const hotReload = env.get('NODE_ENV') === 'production' ? [] : ['ws://localhost:*']

export default defineConfig({
  csp: {
    enabled: true,
    directives: {
      defaultSrc: ["'self'", '@viteUrl'],
      scriptSrc: ["'self'", '@nonce', '@viteUrl'],
      styleSrc: ["'self'", '@nonce', '@viteUrl'],
      imgSrc: ["'self'", 'data:', '@viteUrl'],
      fontSrc: ["'self'", '@viteUrl'],
      connectSrc: ["'self'", '@viteUrl', ...hotReload],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
    reportOnly: false,
  },
  csrf: {
    enabled: true,
    exceptRoutes: [],
    enableXsrfCookie: false,
    methods: ['POST', 'PUT', 'PATCH', 'DELETE'],
  },
  xFrame: { enabled: true, action: 'DENY' },
  hsts: { enabled: isHttps, maxAge: '365 days', includeSubDomains: true },
  contentTypeSniffing: { enabled: true },
})
