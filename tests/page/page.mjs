// A person at the sign-in page, in a real browser: node page.mjs '{"url": …, "way": "webhook" | "application" | "foreign", …}'.
// Looks at every state with axe-core, keeps pictures, and prints what it found as JSON.
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const task = JSON.parse(process.argv[2]);
// The packages are installed beside the build, not beside this file.
const require = createRequire(join(task.modules, 'package.json'));
const puppeteer = (await import(require.resolve('puppeteer-core'))).default;
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const profile = mkdtempSync(join(tmpdir(), 'away24-page-'));
mkdirSync(task.pictures, { recursive: true });
const browser = await puppeteer.launch({
  executablePath: task.chromium, userDataDir: profile,
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--disable-quic'],
});
const result = { violations: [], states: [] };

async function look(page, state) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  result.violations.push(...found.violations.map(({ id, help }) => ({ state, id, help })));
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wide > 0) result.violations.push({ state, id: 'overflow', help: `${wide} pixels` });
  result.states.push(state);
}

async function picture(page, name) {
  for (const width of [1280, 400]) {
    await page.setViewport({ width, height: 900 });
    await page.screenshot({ path: join(task.pictures, `setup-${name}-${width}.png`) });
  }
}

async function open() {
  const page = await browser.newPage();
  page.on('pageerror', error => result.violations.push({ state: 'script', id: error.message }));
  await page.setExtraHTTPHeaders({ 'Accept-Language': task.language ?? 'en' });
  await page.setViewport({ width: 1280, height: 900 });
  await page.goto(task.url);
  return page;
}

async function byWebhook() {
  const page = await open();
  await look(page, 'empty');
  await picture(page, `empty-${task.language ?? 'en'}`);
  await page.click('[value=webhook]');
  await page.type('#webhook', 'https://example.bitrix24.com/rest/1/');
  await page.focus('#send');
  await page.waitForSelector('#webhook-note.bad');
  await look(page, 'wrong webhook');
  await picture(page, 'wrong');
  await page.click('#send');
  await page.waitForSelector('.box');
  await look(page, 'refused');
  await page.$eval('#webhook', field => { field.value = ''; });
  // From here on with the keyboard alone.
  await page.focus('#webhook');
  await page.keyboard.type(task.webhook);
  await page.waitForSelector('#webhook-note.ok');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#done:not([hidden])');
  await look(page, 'done');
  await picture(page, 'done');
  result.said = await page.$eval('#done', done => done.textContent);
}

async function byApplication() {
  const page = await open();
  await page.type('#portal', task.portal);
  await page.waitForSelector('#portal-note.ok');
  await page.type('#client_id', task.client_id);
  await page.type('#client_secret', task.client_secret);
  await look(page, 'application');
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  await page.waitForFunction(port => location.port === port, {}, String(task.port));
  await page.waitForSelector('h1');
  await look(page, 'end');
  result.said = await page.$eval('main', main => main.textContent);
}

// A page of somebody else's, in the same browser: it may not read the page, nor make it sign in.
async function foreign() {
  const server = createServer((_, response) => response.end('<!doctype html><title>foreign</title>'));
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  await open();
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  const origin = new URL(task.url).origin;
  const token = new URL(task.url).searchParams.get('token');
  const body = JSON.stringify({ how: 'webhook', webhook: task.webhook });
  result.attempts = await page.evaluate(async (origin, url, token, body) => {
    const attempt = async (address, options) => {
      try {
        const response = await fetch(address, options);
        return `${response.type} ${response.status} ${(await response.text()).length}`;
      } catch {
        return 'failed';
      }
    };
    const json = { 'Content-Type': 'application/json' };
    const frame = document.createElement('iframe');
    frame.src = url;
    document.body.append(frame);
    await new Promise(resolve => { frame.onload = resolve; setTimeout(resolve, 3000); });
    let framed = 'nothing';
    try { framed = frame.contentDocument?.body?.textContent || 'nothing'; } catch { framed = 'nothing'; }
    return {
      read: await attempt(url),
      read_blindly: await attempt(url, { mode: 'no-cors' }),
      submit: await attempt(`${origin}/sign-in`, { method: 'POST', headers: json, body }),
      submit_with_token: await attempt(`${origin}/sign-in`, { method: 'POST', headers: { ...json, 'X-Away24-Token': token }, body }),
      submit_blindly: await attempt(`${origin}/sign-in`, { method: 'POST', mode: 'no-cors', body }),
      framed,
    };
  }, origin, task.url, token, body);
  server.close();
}

try {
  await { webhook: byWebhook, application: byApplication, foreign }[task.way]();
} catch (error) {
  result.error = String(error);
}
await browser.close();
rmSync(profile, { recursive: true, force: true });
console.log(JSON.stringify(result));
