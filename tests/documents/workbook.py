"""The workbooks as other programs read them: openpyxl, then LibreOffice. Usage: workbook.py DOCUMENTS"""

import csv
import datetime
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl

DOCUMENTS = Path(sys.argv[1]).resolve()
FAILED = False
SHEETS = {
    "zh": ["总览", "期限", "全部结论", "社工", "导师", "督导", "项目", "月份", "历次趋势", "政策与读法", "数据提示与错误"],
    "en": ["Summary", "Deadlines", "Findings", "Worker", "Mentor", "Supervisor", "Project", "Month", "Trend",
           "Policy and readings", "Warnings and faults"],
}
VERDICTS = {
    "zh": {"compliant": "合规", "breach": "违规", "pending": "待办", "excused": "有因豁免",
           "not_applicable": "不适用", "undetermined": "无法判定"},
    "en": {"compliant": "compliant", "breach": "breach", "pending": "pending", "excused": "excused",
           "not_applicable": "not applicable", "undetermined": "undetermined"},
}
TABLES = {
    "zh": ["任职记录", "督导记录", "豁免事由", "督导计划", "导师名册", "导师聘任", "导师指导", "年度考核", "违法与撤销"],
    "en": ["Engagements", "Sessions", "Excuses", "Plans", "Mentors", "Appointments", "Guidance", "Evaluations", "Violations"],
}
# columns of the sheet of findings
(VERDICT, PROJECT, WORKER, MENTOR, MONTH, CLAUSE, SESSION) = (1, 2, 3, 4, 6, 12, 14)
(DUE, SETTLED, MARGIN, CONTESTED, HOLDS, EARLIEST, LATEST) = (7, 8, 9, 10, 19, 21, 22)
RUN = tuple("=+-@\t\r\n＝＋－＠")


def say(document, check, problem="", detail=""):
    global FAILED
    FAILED = FAILED or bool(problem)
    text = str(problem or detail).replace("\n", " ").replace("\t", " ")
    print("FAIL" if problem else "ok", document, check, text, sep="\t", flush=True)


def day(value):
    return value.date().isoformat() if isinstance(value, datetime.datetime) else value


def some(found):
    return f"{len(found)}: {found[:3]}" if found else ""


def cells(book):
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]


def rows(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]


def safe(name, path, book):
    """No formula, no link, no macro, no text that becomes one when it is edited."""
    formulas = [cell.coordinate for cell in cells(book) if cell.data_type == "f"]
    with zipfile.ZipFile(path) as file:
        parts = file.namelist()
        inside = [part for part in parts if part.endswith(".xml") and b"<f>" in file.read(part)]
    active = [part for part in parts if re.search(r"vba|externalLink|connections|activeX|embeddings", part)]
    say(name, "no formula, link or macro", some(formulas + inside + active), f"{len(cells(book))} cells")
    bare = [f"{cell.parent.title}!{cell.coordinate}" for cell in cells(book)
            if isinstance(cell.value, str) and cell.value.startswith(RUN) and not cell.quotePrefix
            and not re.fullmatch(r"[+-]?\d[\d.]*", cell.value)]
    say(name, "what looks like a formula is quoted", some(bare))
    say(name, "no errors in cells", some([cell.coordinate for cell in cells(book) if cell.data_type == "e"]))


def shape(name, lang, book, coloured):
    found = book.sheetnames
    say(name, "sheet names", "" if found == SHEETS[lang] else found, f"{len(found)} sheets")
    loose = [sheet.title for sheet in book.worksheets[1:]
             if sheet.freeze_panes != "A2" or sheet.auto_filter.ref != sheet.dimensions]
    say(name, "frozen header and filter over the table", some(loose))
    wanted = {"zh": ["期限", "全部结论", "社工", "导师", "督导", "项目", "月份"],
              "en": ["Deadlines", "Findings", "Worker", "Mentor", "Supervisor", "Project", "Month"]}[lang] if coloured else []
    plain = [title for title in wanted if len(book[title].conditional_formatting) == 0]
    rules = sum(len(one.rules) for sheet in book for one in sheet.conditional_formatting)
    say(name, "conditional formats", some(plain), f"{rules} rules")
    dated = [cell for sheet in book.worksheets[1:3] for column in sheet.iter_cols(min_row=2)
             for cell in column if isinstance(cell.value, str) and re.fullmatch(r"\d{4}-\d\d(-\d\d)?", cell.value)]
    say(name, "dates are dates", some([f"{cell.parent.title}!{cell.coordinate}" for cell in dated]),
        f"{sum(1 for cell in cells(book) if cell.is_date)} dates")


def against(name, lang, book, report):
    """Every finding and deadline of the sheet is the one of the JSON, cell by cell."""
    findings, deadlines = rows(book.worksheets[2]), rows(book.worksheets[1])
    say(name, "findings", "" if len(findings) == len(report["findings"]) else f"{len(findings)} rows", f"{len(findings)} rows")
    say(name, "deadlines", "" if len(deadlines) == len(report["deadlines"]) else f"{len(deadlines)} rows", f"{len(deadlines)} rows")
    notes = len(report["warnings"]) + len(report["faults"])
    found = sum(1 for row in rows(book.worksheets[10]) if any(row))
    say(name, "warnings and faults", "" if found == notes else f"{found} rows, {notes} in the JSON", f"{found} rows")
    wrong = []
    for place, (row, finding) in enumerate(zip(findings, report["findings"]), 2):
        subject, span = finding["subject"], finding["due_range"] or [None, None]
        wanted = {
            CLAUSE: finding["clause"], VERDICT: VERDICTS[lang][finding["verdict"]], DUE: finding["due_on"],
            SETTLED: finding["settled_on"], MARGIN: finding["margin_days"], HOLDS: finding["holds_until"],
            EARLIEST: span[0], LATEST: span[1],
            CONTESTED: {"zh": "否是", "en": ["no", "yes"]}[lang][finding["contested"]],
        }
        for key, column in {"project": PROJECT, "worker": WORKER, "session": SESSION, "mentor": MENTOR}.items():
            # names with hidden signs are written with their numbers
            if key in subject and subject[key].isprintable() and not re.search("[\u200b-\u206f]", subject[key]):
                wanted[column] = subject[key]
        if "month" in subject:
            wanted[MONTH] = subject["month"] + "-01"
        wrong += [f"row {place} column {column + 1}: {day(row[column])!r}, wanted {value!r}"
                  for column, value in wanted.items() if day(row[column]) != value]
    say(name, "each finding equals the JSON", some(wrong), f"{len(findings)} findings")
    wrong = [f"row {place}" for place, (row, due) in enumerate(zip(deadlines, report["deadlines"]), 2)
             if day(row[0]) != due["due_on"] or row[7] != due["clause"]
             or row[1] != (row[0].date() - datetime.date.fromisoformat(report["as_of"])).days]
    say(name, "each deadline equals the JSON", some(wrong), f"{len(deadlines)} deadlines")
    summary = {row[0]: row[1] for row in book.worksheets[0].iter_rows(values_only=True)}
    total = lambda verdict: sum(rule[verdict] for rule in report["summary"].values())
    words = {"zh": ["按期", "逾期完成", "未达标", "待办", "有因豁免", "无法判定", "不适用", "有争议"],
             "en": ["in time", "late", "missed", "pending", "excused", "undetermined", "no duty", "contested"]}[lang]
    late = sum(1 for one in report["findings"] if one["verdict"] == "breach" and one["settled_on"])
    counted = [total("compliant"), late, total("breach") - late, total("pending"), total("excused"),
               total("undetermined"), total("not_applicable"), total("contested")]
    shown = [summary.get(word) for word in words]
    say(name, "totals equal the JSON", "" if shown == counted else f"{shown}, wanted {counted}", f"{sum(counted[:7])} duties")


def table(name, report):
    """The CSV file, read by another reader."""
    raw = (DOCUMENTS / f"{name}.csv").read_bytes()
    found = list(csv.DictReader(io.StringIO(raw.decode("utf-8"), newline="")))
    wrong = [] if len(found) == len(report["findings"]) else [f"{len(found)} rows"]
    text = lambda value: "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
    for place, (row, finding) in enumerate(zip(found, report["findings"]), 2):
        for key in ["rule", "clause", "verdict", "force", "due_on", "settled_on", "margin_days", "holds_until", "contested"]:
            if row[key] != text(finding[key]):
                wrong.append(f"{place} {key}")
        for key, value in finding["subject"].items():
            if row[key].removeprefix("'") != text(value).removeprefix("'"):
                wrong.append(f"{place} {key}")
        if json.loads(row["detail"]) != finding["detail"]:
            wrong.append(f"{place} detail")
        wrong += [f"{place} {key} runs" for key in finding["subject"] if row[key].startswith(RUN)]
    say(name, "CSV equals the JSON", some(wrong), f"{len(found)} rows")


def template(lang):
    name = f"template-{lang}"
    path = DOCUMENTS / f"{name}.xlsx"
    book = openpyxl.load_workbook(path)
    safe(name, path, book)
    say(name, "sheet names", "" if book.sheetnames == TABLES[lang] else book.sheetnames, f"{len(book.sheetnames)} sheets")
    loose = [sheet.title for sheet in book if sheet.freeze_panes != "A2" or not sheet.auto_filter.ref or sheet.max_row != 2]
    say(name, "header, filter and one example", some(loose))
    without = [f"{sheet.title}!{cell.coordinate}" for sheet in book for cell in sheet[1] if cell.comment is None]
    headings = sum(sheet.max_column for sheet in book)
    say(name, "a note on every heading", some(without), f"{headings} headings")
    lists = [one for sheet in book for one in sheet.data_validations.dataValidation if one.type == "list"]
    long = [one.sqref for one in lists if len(one.formula1) > 257]
    say(name, "lists to choose from", some(long) if lists else "none", f"{len(lists)} lists")
    outside = [f"{sheet.title}!{cell.coordinate}" for sheet in book for one in sheet.data_validations.dataValidation
               if one.type == "list" and one.showErrorMessage for row in sheet[str(one.sqref)][:1] for cell in row
               if cell.value is not None and cell.value not in one.formula1.strip('"').split(",")]
    say(name, "the example keeps to the lists", some(outside))


def office(name, kind, target, *more):
    done = subprocess.run(
        ["soffice", f"-env:UserInstallation={(DOCUMENTS / 'office').as_uri()}", "--headless", "--norestore",
         "--convert-to", kind, "--outdir", str(target), str(DOCUMENTS / f"{name}.xlsx")],
        capture_output=True, text=True, timeout=300, env={**os.environ, "LC_ALL": "C.UTF-8"}, check=False)
    out = done.stdout + done.stderr
    return out if done.returncode != 0 or "rror" in out or "convert" not in out else ""


def libreoffice(name, book):
    problem = office(name, "pdf:calc_pdf_Export", DOCUMENTS / "office-pdf")
    path = DOCUMENTS / "office-pdf" / f"{name}.pdf"
    pages = 0
    if not problem and path.exists():
        info = subprocess.run(["pdfinfo", str(path)], capture_output=True, text=True, check=False).stdout
        pages = int(re.search(r"Pages:\s+(\d+)", info).group(1))
    say(name, "LibreOffice writes a PDF", problem or ("" if pages else "no page"), f"{pages} pages")
    target = DOCUMENTS / "office-csv" / name
    # every sheet to a file of its own, cells as shown
    problem = office(name, "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,true,false,false,-1", target)
    wrong, compared = [], 0
    for sheet in book:
        file = target / f"{name}-{sheet.title}.csv"
        if not file.exists():
            wrong.append(f"no {file.name}")
            continue
        with open(file, encoding="utf-8", newline="") as opened:
            read = list(csv.reader(opened))
        for row in sheet.iter_rows():
            for cell in row:
                try:
                    shown = read[cell.row - 1][cell.column - 1]
                except IndexError:
                    shown = ""
                value = cell.value
                if value is None:
                    expected = ""
                elif isinstance(value, datetime.datetime):
                    expected = value.strftime("%Y-%m" if "dd" not in cell.number_format else "%Y-%m-%d")
                elif cell.number_format == "0.0%":
                    expected = f"{value * 100:.1f}%"
                else:
                    expected = str(value)
                compared += 1
                if shown.replace("\r\n", "\n") != expected.replace("\r\n", "\n"):
                    wrong.append(f"{sheet.title}!{cell.coordinate}: {shown[:40]!r}, wanted {expected[:40]!r}")
    say(name, "LibreOffice reads what openpyxl reads", problem or some(wrong), f"{compared} cells")


for lang in ["zh", "en"]:
    for name, json_name in [(lang, lang), (f"hostile-{lang}", "hostile")]:
        path = DOCUMENTS / f"{name}.xlsx"
        with open(DOCUMENTS / f"{json_name}.json", encoding="utf-8") as file:
            report = json.load(file)
        book = openpyxl.load_workbook(path)
        safe(name, path, book)
        shape(name, lang, book, coloured=True)
        against(name, lang, book, report)
        table(name, report)
        libreoffice(name, book)
    template(lang)
    libreoffice(f"template-{lang}", openpyxl.load_workbook(DOCUMENTS / f"template-{lang}.xlsx"))
sys.exit(FAILED)
