// Shows the platform. Whatever comes from a server is set as text, never as markup.
// What only a signed-in user sees is in a file of its own, loaded when it is needed.

import {element, make, say} from './@page.js@';

const RELEASE = '@release@';
const [MAJOR, MINOR] = RELEASE.split('.').map(Number);
// Search came with 1.6.0; the proxy of an older release does not know its name.
const SERVICES = ['api', 'worker', 'scheduler', 'web', ...(MAJOR > 1 || MINOR >= 6 ? ['search'] : [])];
const EVERY_MILLIS = 5000;
const TOKEN = 'piprio-token';

async function health(service) {
  try {
    const answer = await fetch(`/health/${service}`, {cache: 'no-store', signal: AbortSignal.timeout(EVERY_MILLIS)});
    const body = await answer.json();
    return {service, up: body.status === 'UP', ...body.checks.find(check => check.name === 'release')?.data};
  } catch {
    return {service, up: false, problem: 'does not answer'};
  }
}

function healthCard(state) {
  const card = make('li', '', state.up ? 'up' : 'down');
  const facts = [state.release && `release ${state.release}`, state.schema && `schema ${state.schema}`, state.problem];
  card.append(
    make('strong', state.service),
    make('span', state.up ? 'up' : 'down', 'state'),
    document.createElement('br'),
    make('small', facts.filter(Boolean).join(' · ')));
  return card;
}

async function showHealth() {
  const states = await Promise.all(SERVICES.map(health));
  const text = JSON.stringify(states);
  // A screen reader announces this list when it changes, so it changes only when there is something to say.
  if (element('health').dataset.shown !== text) {
    element('health').dataset.shown = text;
    element('health').replaceChildren(...states.map(healthCard));
  }
  const releases = [...new Set(states.map(state => state.release).filter(Boolean))];
  const web = states.find(state => state.service === 'web').release;
  say('newer', web && web !== RELEASE ? `This page is of release ${RELEASE}; load it again to see that of ${web}.` : '');
  element('version').textContent = releases.length ? `release ${releases.join(' and ')}` : 'release unknown';
}

class Refused extends Error {}

async function api(path) {
  const answer = await fetch(`/api/v1/${path}`, {
    cache: 'no-store',
    headers: {Authorization: `Bearer ${sessionStorage.getItem(TOKEN)}`},
    signal: AbortSignal.timeout(60_000),
  });
  if (answer.status === 401) {
    throw new Refused('This token is not accepted.');
  }
  if (answer.status === 503 && answer.headers.get('Content-Type') === 'application/problem+json') {
    throw new Error((await answer.json()).detail);
  }
  if (!answer.ok) {
    throw new Error(`The API answers with ${answer.status}.`);
  }
  return answer.json();
}

function leave() {
  sessionStorage.removeItem(TOKEN);
  showAccess();
}

function showAccess() {
  const signedIn = sessionStorage.getItem(TOKEN) !== null;
  element('data').hidden = !signedIn;
  element('leave').hidden = !signedIn;
}

async function refreshData() {
  if (sessionStorage.getItem(TOKEN) === null) {
    return;
  }
  try {
    const {showData} = await import('./@data.js@');
    await showData(api);
    say('message', '');
  } catch (failure) {
    if (failure instanceof Refused) {
      leave();
    }
    say('message', failure instanceof TypeError ? 'The platform does not answer.' : failure.message);
  }
}

// One after the other, so that a slow answer never piles up requests.
async function keepShowing(show) {
  for (;;) {
    await show();
    await new Promise(resolve => setTimeout(resolve, EVERY_MILLIS));
  }
}

element('access').addEventListener('submit', event => {
  event.preventDefault();
  sessionStorage.setItem(TOKEN, element('token').value.trim());
  element('token').value = '';
  showAccess();
  refreshData();
});
element('leave').addEventListener('click', leave);
element('status').addEventListener('change', refreshData);

showAccess();
keepShowing(showHealth);
keepShowing(refreshData);
