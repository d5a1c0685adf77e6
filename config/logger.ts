import env from '#start/env'
import app from '@adonisjs/core/services/app'
import { defineConfig, targets } from '@adonisjs/core/logger'
import { loggedError } from '#services/logged_error'

const loggerConfig = defineConfig({
  default: 'app',
  loggers: {
    app: {
      enabled: true,
      name: 'bellhop',
      level: env.get('LOG_LEVEL', app.inTest ? 'silent' : 'info'),
      serializers: { err: loggedError },
      // Nobody's name, address or secret belongs in a log line.
      redact: {
        paths: [
          'password',
          'token',
          'email',
          'phone',
          'notes',
          '*.password',
          '*.token',
          '*.email',
          '*.phone',
          '*.client_name',
          '*.client_email',
          '*.client_phone',
          '*.notes',
          'req.headers.cookie',
          'req.headers.authorization',
          'request.headers.cookie',
          'request.headers.authorization',
        ],
        censor: '[redacted]',
      },
      transport: {
        targets: targets()
          .pushIf(!app.inProduction, targets.pretty())
          .pushIf(app.inProduction, targets.file({ destination: 1 }))
          .toArray(),
      },
    },
  },
})

export default loggerConfig

declare module '@adonisjs/core/types' {
  export interface LoggersList extends InferLoggers<typeof loggerConfig> {}
}
