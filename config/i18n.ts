import app from '@adonisjs/core/services/app'
import { KeptMessages } from '#formats/words/catalogue'
import { defineConfig, loaders } from '@adonisjs/i18n'

export default defineConfig({
  defaultLocale: 'en',
  formatter: () => new KeptMessages(),
  loaders: [loaders.fs({ location: app.languageFilesPath() })],
})
