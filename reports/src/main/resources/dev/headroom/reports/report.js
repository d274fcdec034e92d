'use strict';

(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const root = document.documentElement;
  const startMillis = Date.parse(data.start);
  const maxBars = 180;
  const zoomFromPoints = 360;
  const drawn = new Map();
  let zoom = null;

  const roles = {
    'consumed': {color: '--consumed', area: true},
    'capacity': {color: '--capacity', dash: [6, 4], step: true},
    'balance': {color: '--balance', dash: [2, 3], right: true},
    'normal': {color: '--normal'},
    'burst': {color: '--burst'},
    'adaptive': {color: '--adaptive'},
    'provisioned-read': {color: '--provisioned', striped: true},
    'provisioned-write': {color: '--provisioned'},
    'key-range-read': {color: '--key-range', striped: true},
    'key-range-write': {color: '--key-range'},
    'account-read': {color: '--account', striped: true},
    'account-write': {color: '--account'},
    'maximum-read': {color: '--maximum', striped: true},
    'maximum-write': {color: '--maximum'},
    'offered': {color: '--offered', dash: [6, 4]},
    'attempts': {color: '--attempts'},
    'succeeded': {color: '--succeeded'},
    'failed': {color: '--failed', dash: [2, 3]},
    'median': {color: '--median'},
    'high': {color: '--high', dash: [6, 3]},
    'low': {color: '--balance', dash: [2, 3]},
    'partition': {color: '--key-range', area: true},
    'partitions': {color: '--attempts', step: true},
    'amplification': {color: '--attempts', area: true},
    'predicted': {color: '--capacity', dash: [6, 4]},
    'seen': {color: '--consumed', area: true},
  };

  function theme() {
    const style = getComputedStyle(root);
    return (name) => style.getPropertyValue(name).trim();
  }

  function elapsed(seconds) {
    const whole = Math.round(seconds);
    const parts = [
      [Math.floor(whole / 86400), 'd'],
      [Math.floor(whole / 3600) % 24, 'h'],
      [Math.floor(whole / 60) % 60, 'm'],
      [whole % 60, 's'],
    ];
    const text = parts.filter(([n]) => n > 0).map(([n, unit]) => n + unit).join(' ');
    return text || '0';
  }

  function amount(value) {
    const size = Math.abs(value);
    const digits = size === 0 || size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.1 ? 2 : 4;
    return value.toLocaleString('en-US', {maximumFractionDigits: digits});
  }

  function compact(value) {
    return Math.abs(value) < 10000
      ? amount(value)
      : value.toLocaleString('en-US', {notation: 'compact', maximumFractionDigits: 1});
  }

  /* A period's value stands at the period's begin; one more point closes the last period. */
  function points(chart, line) {
    const list = line.values.map((value, i) => [i * chart.periodSeconds * 1000, value]);
    if (list.length > 0) {
      list.push([data.durationSeconds * 1000, list[list.length - 1][1]]);
    }
    return list;
  }

  const niceSeconds = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 604800];

  /* Whole periods, as many as keep the number of bars in view readable. */
  function barLengthSeconds(chart) {
    const spanSeconds = zoom ? zoom[1] - zoom[0] : data.durationSeconds;
    const wanted = Math.max(chart.periodSeconds, spanSeconds / maxBars);
    return niceSeconds.find((s) => s >= wanted && s % chart.periodSeconds === 0)
      || Math.ceil(wanted / chart.periodSeconds) * chart.periodSeconds;
  }

  /* A bar is the mean rate of its periods, given as [middle, top, rate]: it stands on the bars of
   * the parts before it. */
  function bars(chart, hidden) {
    const lengthSeconds = barLengthSeconds(chart);
    const perBar = lengthSeconds / chart.periodSeconds;
    const tops = [];
    return chart.lines.map((line) => {
      const list = [];
      for (let i = 0; i < line.values.length; i += perBar) {
        const slice = line.values.slice(i, i + perBar);
        const mean = hidden.has(line.name)
          ? 0
          : slice.reduce((sum, value) => sum + (value || 0), 0) / slice.length;
        const bar = i / perBar;
        tops[bar] = (tops[bar] || 0) + mean;
        list.push([(i * chart.periodSeconds + lengthSeconds / 2) * 1000, tops[bar], mean]);
      }
      return list;
    });
  }

  function decal(striped, page) {
    return striped
      ? {symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: -Math.PI / 4, color: page}
      : null;
  }

  function lineSeries(chart, line, color) {
    const role = roles[line.role];
    return {
      type: 'line',
      name: line.name,
      data: points(chart, line),
      yAxisIndex: role.right ? 1 : 0,
      step: role.step ? 'end' : false,
      sampling: 'lttb',
      showSymbol: line.values.length === 1,
      symbolSize: 5,
      lineStyle: {color: color(role.color), width: role.dash ? 1.5 : 1.75, type: role.dash || 'solid'},
      itemStyle: {color: color(role.color)},
      areaStyle: role.area ? {color: color(role.color), opacity: 0.14} : undefined,
      emphasis: {disabled: true},
      z: role.dash ? 4 : 3,
    };
  }

  /* The library stacks bars on category and time axes only. Here each bar reaches from the ground to
   * its top, and the lower ones are painted over the higher ones. */
  function barSeries(chart, hidden, color) {
    const stacked = bars(chart, hidden);
    return chart.lines.map((line, i) => {
      const role = roles[line.role];
      return {
        type: 'bar',
        name: line.name,
        data: stacked[i],
        barGap: '-100%',
        barCategoryGap: '4%',
        barMinWidth: 1,
        z: 2 + chart.lines.length - i,
        itemStyle: {color: color(role.color), decal: decal(role.striped, color('--page'))},
        emphasis: {disabled: true},
      };
    });
  }

  /* The area up to the 95th percentile, and the page's colour over it up to the 5th. */
  function bandSeries(chart, color) {
    const [low, middle, high] = chart.lines;
    const area = (line, areaStyle) => ({
      type: 'line',
      name: line.name,
      data: points(chart, line),
      sampling: 'lttb',
      showSymbol: false,
      lineStyle: {opacity: 0},
      areaStyle,
      emphasis: {disabled: true},
      z: 2,
    });
    return [
      area(high, {color: color('--band'), opacity: 1}),
      area(low, {color: color('--page'), opacity: 1}),
      {...lineSeries(chart, middle, color), z: 6},
    ];
  }

  function isLogarithmic(chart) {
    if (chart.kind !== 'latency') {
      return false;
    }
    const values = chart.lines.flatMap((line) => line.values).filter((value) => value > 0);
    const low = values.reduce((a, b) => Math.min(a, b), Infinity);
    const high = values.reduce((a, b) => Math.max(a, b), 0);
    return values.length > 0 && high / low > 50;
  }

  function valueAxis(chart, color) {
    const logarithmic = isLogarithmic(chart);
    const hasLimit = chart.lines[0].role === 'partition';
    return {
      type: logarithmic ? 'log' : 'value',
      min: logarithmic ? undefined : 0,
      max: hasLimit ? (extent) => Math.max(120, Math.ceil(extent.max / 40) * 40) : undefined,
      splitNumber: 4,
      axisLabel: {color: color('--muted'), formatter: compact, fontSize: 12},
      splitLine: {lineStyle: {color: color('--line')}},
      z: chart.kind === 'band' ? 4 : 0,
    };
  }

  /* Reaches above 100 so that a full bucket is not drawn over a line at the top of the other axis. */
  function balanceAxis(color) {
    return {
      type: 'value',
      min: 0,
      max: 110,
      interval: 50,
      axisLabel: {
        color: color('--balance'),
        formatter: (percent) => (percent > 100 ? '' : percent + ' %'),
        fontSize: 12,
      },
      axisTick: {show: false},
      axisLine: {show: false},
      splitLine: {show: false},
    };
  }

  function tooltip(chart, params) {
    const tip = document.createElement('div');
    tip.className = 'tip';
    const add = (parent, className, text) => {
      const child = document.createElement('div');
      child.className = className;
      child.textContent = text;
      parent.append(child);
      return child;
    };
    const atSeconds = params[0].value[0] / 1000;
    let when = elapsed(atSeconds);
    let barSeconds = 0;
    if (chart.kind === 'stack') {
      barSeconds = barLengthSeconds(chart);
      when = elapsed(atSeconds - barSeconds / 2) + ' – ' + elapsed(atSeconds + barSeconds / 2);
    }
    const clock = new Date(startMillis + atSeconds * 1000).toISOString().replace('T', ' ').slice(0, 19);
    add(tip, 'tip-time', when + ' · ' + clock + ' UTC');
    const index = Math.round(atSeconds / chart.periodSeconds);
    const rows = chart.kind === 'band'
      ? chart.lines.map((line) => [line.name, line.values[index]])
      : params.map((param) => [
        param.seriesName,
        param.value[param.value.length - 1],
        param.seriesName === 'Burst balance',
      ]);
    for (const [name, value, percent] of rows) {
      if (value !== null && value !== undefined) {
        const row = add(tip, 'tip-row', '');
        add(row, 'tip-name', name);
        const count = barSeconds ? ' · ' + amount(value * barSeconds) + ' in all' : '';
        add(row, 'tip-value', amount(value) + (percent ? ' %' : barSeconds ? '/s' : '') + count);
      }
    }
    const slackSeconds = Math.max(chart.periodSeconds, barSeconds / 2);
    for (const event of eventsOf(chart)) {
      if (Math.abs(event.atSeconds - atSeconds) <= slackSeconds) {
        const row = add(tip, 'tip-event', '');
        add(row, 'tip-name', elapsed(event.atSeconds) + ' · ' + event.kind);
        add(row, 'tip-detail', event.detail);
      }
    }
    return tip;
  }

  function eventsOf(chart) {
    return data.events.filter((event) => event.of === chart.of);
  }

  /* A thin line for each event; what it was is in the tip and in the table of events. */
  function eventMarks(chart, color) {
    return eventsOf(chart).map((event) => ({
      xAxis: event.atSeconds * 1000,
      lineStyle: {color: color('--muted'), type: [1, 3], width: 1.5},
      label: {show: false},
    }));
  }

  function limitMark(color) {
    return {
      yAxis: 100,
      lineStyle: {color: color('--capacity'), type: [6, 4], width: 1.5},
      label: {formatter: 'limit', color: color('--muted'), position: 'insideEndTop'},
    };
  }

  function tickMillis(plot) {
    const spanSeconds = zoom ? zoom[1] - zoom[0] : data.durationSeconds;
    const wanted = spanSeconds / Math.max(2, Math.floor(plot.clientWidth / 84));
    return (niceSeconds.find((seconds) => seconds >= wanted) || wanted) * 1000;
  }

  function seriesOf(chart, hidden, color) {
    switch (chart.kind) {
      case 'stack':
        return barSeries(chart, hidden, color);
      case 'band':
        return bandSeries(chart, color);
      default:
        return chart.lines.map((line) => lineSeries(chart, line, color));
    }
  }

  function option(chart, plot, hidden) {
    const color = theme();
    const hasBalance = chart.lines.some((line) => roles[line.role].right);
    const longest = chart.lines.reduce((most, line) => Math.max(most, line.values.length), 0);
    const zoomable = longest > zoomFromPoints;
    const series = seriesOf(chart, hidden, color);
    const marks = eventMarks(chart, color);
    if (chart.lines[0].role === 'partition') {
      marks.push(limitMark(color));
    }
    series[0].markLine = {silent: true, animation: false, symbol: 'none', data: marks};
    return {
      animation: false,
      textStyle: {fontFamily: getComputedStyle(document.body).fontFamily},
      legend: {
        show: false,
        selected: Object.fromEntries(chart.lines.map((line) => [line.name, !hidden.has(line.name)])),
      },
      grid: {left: 4, right: hasBalance ? 4 : 20, top: 14, bottom: zoomable ? 46 : 4, containLabel: true},
      xAxis: {
        type: 'value',
        min: 0,
        max: data.durationSeconds * 1000,
        interval: tickMillis(plot),
        axisLabel: {
          color: color('--muted'),
          fontSize: 12,
          hideOverlap: true,
          showMaxLabel: false,
          formatter: (millis) => elapsed(millis / 1000),
        },
        axisLine: {lineStyle: {color: color('--muted')}},
        axisTick: {show: true},
        splitLine: {show: false},
      },
      yAxis: hasBalance ? [valueAxis(chart, color), balanceAxis(color)] : valueAxis(chart, color),
      dataZoom: zoomable ? [{
        type: 'slider',
        height: 22,
        bottom: 6,
        startValue: zoom ? zoom[0] * 1000 : 0,
        endValue: zoom ? zoom[1] * 1000 : data.durationSeconds * 1000,
        showDetail: false,
        showDataShadow: false,
        brushSelect: false,
        borderColor: color('--line'),
        fillerColor: 'rgba(128,140,152,0.2)',
        handleStyle: {color: color('--page'), borderColor: color('--muted')},
        moveHandleStyle: {color: color('--muted'), opacity: 0.5},
      }] : [],
      tooltip: {
        trigger: 'axis',
        confine: true,
        transitionDuration: 0,
        backgroundColor: color('--page'),
        borderColor: color('--line'),
        textStyle: {color: color('--text')},
        axisPointer: {type: 'line', lineStyle: {color: color('--muted'), type: 'solid', width: 1}},
        formatter: (params) => tooltip(chart, params),
      },
      series,
    };
  }

  const svg = 'http://www.w3.org/2000/svg';

  function shape(parent, tag, attributes) {
    const element = document.createElementNS(svg, tag);
    for (const [name, value] of Object.entries(attributes)) {
      element.setAttribute(name, value);
    }
    parent.append(element);
    return element;
  }

  /* The same colour and pattern as in the chart, so that neither is needed alone. */
  function swatch(chart, line) {
    const role = roles[line.role];
    const color = `var(${role.color})`;
    const picture = document.createElementNS(svg, 'svg');
    picture.setAttribute('width', '20');
    picture.setAttribute('height', '12');
    picture.setAttribute('aria-hidden', 'true');
    if (chart.kind === 'stack') {
      shape(picture, 'rect', {width: 20, height: 12, rx: 2, style: `fill:${color}`});
      for (const x of role.striped ? [-2, 5, 12, 19] : []) {
        shape(picture, 'path', {d: `M${x} 13 l 8 -14`, style: 'stroke:var(--page)', 'stroke-width': 2});
      }
    } else {
      shape(picture, 'path', {
        d: 'M0 6 h20',
        style: `stroke:${color}`,
        'stroke-width': 2.5,
        'stroke-dasharray': role.dash ? role.dash.join(' ') : 'none',
      });
    }
    return picture;
  }

  function legend({chart, hidden, instance}, plot) {
    const list = plot.parentElement.querySelector('.legend');
    if (chart.kind === 'band') {
      list.textContent = 'Line: median; area: from the 5th to the 95th percentile';
      list.classList.add('context');
      return;
    }
    for (const line of chart.lines) {
      const button = document.createElement('button');
      button.type = 'button';
      button.setAttribute('aria-pressed', 'true');
      const name = document.createElement('bdi');
      name.textContent = line.name;
      button.append(swatch(chart, line), name);
      button.addEventListener('click', () => {
        const pressed = button.getAttribute('aria-pressed') === 'true';
        button.setAttribute('aria-pressed', String(!pressed));
        if (pressed) {
          hidden.add(line.name);
        } else {
          hidden.delete(line.name);
        }
        instance.setOption(option(chart, plot, hidden));
      });
      list.append(button);
    }
    if (eventsOf(chart).length > 0) {
      const mark = document.createElement('span');
      mark.className = 'context';
      mark.textContent = '┊ Event';
      list.append(mark);
    }
  }

  function hasZoom(chart) {
    return chart.lines.some((line) => line.values.length > zoomFromPoints);
  }

  /* Zooming one chart zooms all, and bars are cut anew for the part that is seen. */
  function zoomed(instance) {
    const {startValue, endValue} = instance.getOption().dataZoom[0];
    zoom = [startValue / 1000, endValue / 1000];
    for (const [plot, other] of drawn) {
      if (hasZoom(other.chart)) {
        other.instance.setOption({
          xAxis: {interval: tickMillis(plot)},
          series: other.chart.kind === 'stack'
            ? bars(other.chart, other.hidden).map((list) => ({data: list}))
            : [],
          dataZoom: other.instance === instance ? [] : [{startValue, endValue}],
        });
      }
    }
  }

  function draw(plot) {
    if (drawn.has(plot)) {
      return;
    }
    const chart = data.charts[Number(plot.id.slice('chart-'.length))];
    const instance = echarts.init(plot, null, {renderer: 'canvas'});
    const figure = {chart, instance, hidden: new Set()};
    drawn.set(plot, figure);
    instance.setOption(option(chart, plot, figure.hidden));
    legend(figure, plot);
    let pending = 0;
    instance.on('datazoom', () => {
      cancelAnimationFrame(pending);
      pending = requestAnimationFrame(() => zoomed(instance));
    });
    root.dataset.chartsDrawn = String(drawn.size);
  }

  function drawVisible() {
    for (const plot of document.querySelectorAll('.plot')) {
      if (plot.clientWidth > 0) {
        draw(plot);
      }
    }
  }

  function redraw() {
    for (const [plot, {chart, instance, hidden}] of drawn) {
      instance.setOption(option(chart, plot, hidden), {notMerge: true});
    }
  }

  function resize() {
    for (const [plot, {instance}] of drawn) {
      if (plot.clientWidth > 0) {
        instance.resize();
        instance.setOption({xAxis: {interval: tickMillis(plot)}});
      }
    }
  }

  root.dataset.charts = String(data.charts.length);
  root.dataset.chartsDrawn = '0';
  drawVisible();
  for (const fold of document.querySelectorAll('details')) {
    fold.addEventListener('toggle', drawVisible);
  }
  let pendingResize = 0;
  addEventListener('resize', () => {
    cancelAnimationFrame(pendingResize);
    pendingResize = requestAnimationFrame(resize);
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
  addEventListener('beforeprint', () => {
    root.dataset.theme = 'light';
    redraw();
    resize();
  });
  addEventListener('afterprint', () => {
    delete root.dataset.theme;
    redraw();
    resize();
  });
})();
